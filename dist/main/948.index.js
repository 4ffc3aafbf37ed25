export const id = 948;
export const ids = [948];
export const modules = {

/***/ 948:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  decrypt: () => (/* binding */ decrypt)
});

// EXTERNAL MODULE: ./action-definition.js
var action_definition = __webpack_require__(217);
// EXTERNAL MODULE: ./errors.js
var errors_0 = __webpack_require__(650);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
// EXTERNAL MODULE: ./platform/cleanup.js
var cleanup = __webpack_require__(865);
// EXTERNAL MODULE: ./platform/files.js
var platform_files = __webpack_require__(250);
;// CONCATENATED MODULE: ./platform/staged-write.js
// Writes plaintext files all or nothing: every file is staged beside its target, then all are
// renamed. What was there before is kept until the last rename has worked. No fsync: plaintext can
// be made again. Targets are given by the caller, who has checked that they may be written.






const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
// Larger files are recognised by their inode alone: hashing them would cost more than it helps.
const DIGEST_LIMIT = 1024 * 1024;
/**
 * Writes all files with mode 0600, or none.
 * @throws ActionError WRITE_FAILED, PATH_UNSAFE; everything written before is taken back
 */
async function writeAllOrNothing(writes, journal) {
    const run = (0,external_node_crypto_.randomBytes)(6).toString('hex');
    // Never ".env" in the name: Kanuka's CLI would take the staged file for a secret file.
    const staged = writes.map((write, index) => (0,external_node_path_.join)((0,external_node_path_.dirname)(write.path), `.kanuka-staged-${run}-${index}`));
    try {
        makeFolders(writes, journal);
        journal.staging(staged);
        const files = [];
        for (const [index, write] of writes.entries()) {
            files.push(stage(write, staged[index] ?? '', journal));
            await (0,platform_files/* breathe */.q7)();
        }
        journal.files(files);
        const kept = keepReplaced(writes, run, journal);
        for (const [index, write] of writes.entries())
            place(write, staged[index] ?? '');
        for (const name of kept)
            external_node_fs_.unlinkSync(name);
    }
    catch (error) {
        journal.undo();
        throw error;
    }
}
function makeFolders(writes, journal) {
    for (const [folder, write] of new Map(writes.map((each) => [(0,external_node_path_.dirname)(each.path), each]))) {
        if (!(0,platform_files/* isFreeOfLinks */.HQ)(write.within, folder))
            throw unsafe(write);
        if ((0,platform_files/* statOf */._N)(folder))
            continue;
        makeFolder(folder, write, journal);
        if (!(0,platform_files/* isFreeOfLinks */.HQ)(write.within, folder))
            throw unsafe(write);
    }
}
function makeFolder(folder, write, journal) {
    if ((0,platform_files/* statOf */._N)(folder))
        return;
    makeFolder((0,external_node_path_.resolve)(folder, '..'), write, journal);
    journal.folder(folder);
    try {
        external_node_fs_.mkdirSync(folder, { mode: PRIVATE_FOLDER });
    }
    catch (error) {
        if ((0,platform_files/* errorCode */.CA)(error) !== 'EEXIST')
            throw failed(write, error);
    }
}
function stage(write, staged, journal) {
    const content = write.content();
    try {
        // 'wx' never follows a link and never opens what is already there.
        const file = external_node_fs_.openSync(staged, 'wx', PRIVATE_FILE);
        try {
            external_node_fs_.writeFileSync(file, content);
            const identity = (0,cleanup/* identityOf */.cu)(external_node_fs_.fstatSync(file, { bigint: true }));
            const digest = content.length <= DIGEST_LIMIT ? journal.digest(content) : '';
            return { path: write.path, staged, ...identity, digest };
        }
        finally {
            external_node_fs_.closeSync(file);
        }
    }
    catch (error) {
        throw failed(write, error);
    }
}
// A second name for every file that will be replaced, so that a failure can put it back.
function keepReplaced(writes, run, journal) {
    const kept = [];
    for (const [index, write] of writes.entries()) {
        if (!write.replaces)
            continue;
        const name = (0,external_node_path_.join)((0,external_node_path_.dirname)(write.path), `.kanuka-replaced-${run}-${index}`);
        journal.replaced(write.path, name);
        try {
            external_node_fs_.linkSync(write.path, name);
        }
        catch (error) {
            throw failed(write, error);
        }
        kept.push(name);
    }
    return kept;
}
function place(write, staged) {
    const there = (0,platform_files/* statOf */._N)(write.path);
    if (there && !(write.replaces && there.isFile())) {
        throw new errors_0/* ActionError */.lZ('TARGET_NOT_A_FILE', {
            what: `${write.shown} appeared while the files were being decrypted`,
            where: { file: write.shown },
            fix: 'Let only one step write to this folder at a time.',
        });
    }
    try {
        external_node_fs_.renameSync(staged, write.path);
    }
    catch (error) {
        throw failed(write, error);
    }
}
/** Takes the group's and everybody's rights away from a plaintext that was already right. */
function makePrivate(path) {
    external_node_fs_.chmodSync(path, PRIVATE_FILE);
}
function unsafe(write) {
    return new errors_0/* ActionError */.lZ('PATH_UNSAFE', {
        what: `${write.shown} cannot be written: a folder on the way is a link or leads outside`,
        where: { file: write.shown },
        fix: 'Remove the link from the checkout, or write elsewhere with `output-directory`.',
    });
}
function failed(write, error) {
    return new errors_0/* ActionError */.lZ('WRITE_FAILED', {
        what: `${write.shown} could not be written (${(0,platform_files/* errorCode */.CA)(error)}); nothing was left behind`,
        where: { file: write.shown },
        fix: `Make the folder of ${(0,external_node_path_.basename)(write.path)} writable for the runner, with enough free space.`,
    });
}

;// CONCATENATED MODULE: ./secrets/variable-names.js
// Which names may go into the environment of later steps. Names come out of files in the checkout,
// so a pull request chooses them: a name that steers a shell, a loader, git, a package manager or
// the runner itself is refused unless the workflow allows it.
const VALID = /^[A-Za-z_][A-Za-z0-9_]*$/;
const RESERVED_NAMES = `
  PATH HOME SHELL BASH_ENV ENV IFS PS4 PROMPT_COMMAND CDPATH FPATH ZDOTDIR SHELLOPTS
  BASHOPTS EDITOR VISUAL PAGER LESSOPEN LESSCLOSE MANPAGER BROWSER CI TMPDIR TMP TEMP
  TERMINFO GCONV_PATH LOCPATH NLSPATH GLIBC_TUNABLES HOSTALIASES LOCALDOMAIN RES_OPTIONS
  MALLOC_TRACE SSLKEYLOGFILE REQUESTS_CA_BUNDLE AWS_CONFIG_FILE
  AWS_SHARED_CREDENTIALS_FILE AWS_CA_BUNDLE AWS_WEB_IDENTITY_TOKEN_FILE VAULT_ADDR
  VAULT_CACERT KUBECONFIG GOOGLE_APPLICATION_CREDENTIALS AZURE_AUTHORITY_HOST GH_HOST
  JAVA_TOOL_OPTIONS _JAVA_OPTIONS CLASSPATH MAKEFLAGS GNUMAKEFLAGS MFLAGS CC CXX LD CFLAGS
  CXXFLAGS LDFLAGS COMSPEC PATHEXT PSMODULEPATH SYSTEMROOT WINDIR DENO_DIR NO_PROXY
  GO_EXTLINK_ENABLED ANT_OPTS SBT_OPTS
`
    .trim()
    .split(/\s+/);
const RESERVED_PREFIXES = `
  LD_ DYLD_ NODE_ NPM_CONFIG_ GIT_ SSH_ PYTHON PERL RUBY JDK_ RUNNER_ ACTIONS_ INPUT_
  STATE_ SSL_CERT_ OPENSSL_ CURL_ XDG_ AWS_ENDPOINT_URL AWS_CONTAINER_ CLOUDSDK_ DOCKER_
  BUILDKIT_ BUILDX_ MAVEN_ GRADLE_ DOTNET_ CORECLR_ COMPLUS_ CARGO_ RUSTC RUSTUP_ PIP_ UV_
  YARN_ PNPM_ BUNDLE_ TF_CLI_ HELM_ BASH_FUNC_ COREPACK_ BUN_
`
    .trim()
    .split(/\s+/);
const RESERVED_SUFFIXES = ['_PROXY'];
// Go's own variables have no underscore (GOFLAGS, GOPROXY, GO111MODULE); GOOGLE_API_KEY is not Go.
const GO_TOOLCHAIN = /^GO(?!OGLE)[A-Z0-9]+$/;
const ALLOWED_NAMES = new Set(['NODE_ENV', 'PYTHONUNBUFFERED', 'PYTHONDONTWRITEBYTECODE']);
// GITHUB_CLIENT_ID and the like are ordinary names; these are the runner's own.
// https://docs.github.com/en/actions/reference/workflows-and-actions/variables
const RUNNER_GITHUB_NAMES = new Set(('ACTION ACTIONS ACTION_PATH ACTION_REF ACTION_REPOSITORY ACTION_STATUS ACTOR ACTOR_ID API_URL ' +
    'BASE_REF ENV EVENT_NAME EVENT_PATH GRAPHQL_URL HEAD_REF JOB OUTPUT PATH REF REF_NAME ' +
    'REF_PROTECTED REF_TYPE REPOSITORY REPOSITORY_ID REPOSITORY_OWNER REPOSITORY_OWNER_ID ' +
    'RETENTION_DAYS RUN_ATTEMPT RUN_ID RUN_NUMBER SERVER_URL SHA STATE STEP_SUMMARY TOKEN ' +
    'TRIGGERING_ACTOR WORKFLOW WORKFLOW_REF WORKFLOW_SHA WORKSPACE')
    .split(' ')
    .map((name) => `GITHUB_${name}`));
function isValidName(name) {
    return VALID.test(name);
}
/** Whether a name is on the deny list, whatever its case. */
function isReservedName(name) {
    const upper = name.toUpperCase();
    if (ALLOWED_NAMES.has(upper))
        return false;
    return (RESERVED_NAMES.includes(upper) ||
        RUNNER_GITHUB_NAMES.has(upper) ||
        GO_TOOLCHAIN.test(upper) ||
        RESERVED_PREFIXES.some((prefix) => upper.startsWith(prefix)) ||
        RESERVED_SUFFIXES.some((suffix) => upper.endsWith(suffix)));
}
/** A name that an object of JavaScript would not keep as it is. */
function isPrototypeName(name) {
    return name === '__proto__';
}

;// CONCATENATED MODULE: ./secrets/export-checks.js
// What the runner and the operating system take as variables and outputs: names and sizes, all
// checked before the first is written.


/**
 * `NAME=value` in bytes. Linux refuses to start any process with a longer string (131,072) in its
 * environment, which would break every later step of the job; Windows stops at 32,767 characters.
 */
const MAX_VARIABLE_BYTES = process.platform === 'win32' ? 32_000 : 126_000;
/** All together: with arguments, a process gets about 2 MiB. */
const MAX_ENVIRONMENT_BYTES = 1_000_000;
/** GitHub keeps 1 MB of outputs a job. */
const MAX_OUTPUT_BYTES = 1_048_576;
/** The one name that the runner itself never takes from a step, whatever a workflow allows. */
const RUNNER_REFUSES = 'NODE_OPTIONS';
function checkEnvironment(variables, allowed) {
    const opened = new Set(allowed.map((name) => name.toUpperCase()));
    const list = [...variables.values()];
    const reserved = list.filter(({ name }) => isReservedName(name) &&
        name.toUpperCase() !== RUNNER_REFUSES &&
        !opened.has(name.toUpperCase()));
    return [
        ...invalidNames(list),
        ...reservedNames(reserved),
        ...list.filter(({ name }) => name.toUpperCase() === RUNNER_REFUSES).map(refusedByRunner),
        ...list.flatMap((variable) => tooLarge(variable)),
        ...tooMuch(list, MAX_ENVIRONMENT_BYTES, 'variables'),
    ];
}
/** @param ownNames the outputs that the action itself sets */
function checkOutputs(variables, ownNames) {
    const list = [...variables.values()];
    const own = new Set(ownNames.map((name) => name.toLowerCase()));
    const seen = new Map();
    const clashes = [];
    for (const variable of list) {
        // Expressions compare names without case: steps.x.outputs.Token and .TOKEN are one.
        const key = variable.name.toLowerCase();
        const other = seen.get(key);
        if (own.has(key))
            clashes.push(ownOutput(variable));
        else if (other)
            clashes.push(sameOutput(other, variable));
        seen.set(key, variable);
    }
    return [...invalidNames(list), ...clashes, ...tooMuch(list, MAX_OUTPUT_BYTES / 2, 'outputs')];
}
function invalidNames(list) {
    return list
        .filter(({ name }) => !isValidName(name))
        .map(({ name, file, line }) => new errors_0/* ActionError */.lZ('NAME_INVALID', {
        what: `"${name}" (line ${line} of the decrypted ${file}) cannot be the name of a variable`,
        where: { file },
        fix: 'Names are letters, digits and `_`, no digit first. Rename it on the way out (`select: |` with `*` and `NEW_NAME=old.name`), or leave it out (`!old.name`).',
    }));
}
function reservedNames(reserved) {
    const [first] = reserved;
    if (!first)
        return [];
    const names = [...new Set(reserved.map(({ name }) => name))];
    const block = names.map((name) => `    ${name}`).join('\n');
    return [
        new errors_0/* ActionError */.lZ('NAME_RESERVED', {
            what: `${names.join(', ')} would change how later steps run, so ${names.length === 1 ? 'it is' : 'they are'} not exported`,
            where: { file: first.file },
            fix: `Leave them out with \`select\`, or, if this workflow really means to set them:\n  allow-env: |\n${block}`,
        }),
    ];
}
function refusedByRunner({ name, file }) {
    return new errors_0/* ActionError */.lZ('NAME_RESERVED', {
        what: `${name} cannot be exported: the runner refuses it`,
        where: { file },
        fix: `Leave it out (\`select: |\` with \`!${name}\`), and set it in the workflow's own \`env:\` where it is needed.`,
    });
}
function tooLarge({ name, value, file }) {
    const text = value.reveal();
    const bytes = Buffer.byteLength(`${name}=${text}`);
    if (bytes <= MAX_VARIABLE_BYTES)
        return [];
    return [
        new errors_0/* ActionError */.lZ('VALUE_TOO_LARGE', {
            what: `${name} has ${bytes} bytes; over ${MAX_VARIABLE_BYTES} no later step of the job could start`,
            where: { file },
            fix: 'Leave it out with `select` (`!NAME`) and use the decrypted file.',
        }),
    ];
}
function tooMuch(list, limit, what) {
    const total = list.reduce((sum, { name, value }) => sum + Buffer.byteLength(name) + Buffer.byteLength(value.reveal()), 0);
    if (total <= limit)
        return [];
    return [
        new errors_0/* ActionError */.lZ('VALUE_TOO_LARGE', {
            what: `the selected variables have ${total} bytes together; as ${what} at most ${limit} can be set`,
            fix: 'Choose fewer with `select` or `files`, or use the decrypted files.',
        }),
    ];
}
function ownOutput({ name, file }) {
    return new errors_0/* ActionError */.lZ('OUTPUT_CLASH', {
        what: `the variable ${name} has the name of an output that this action sets itself`,
        where: { file },
        fix: `Rename it on the way out: \`select: |\` with \`*\` and \`MY_${name}=${name}\`, or \`key-schema: MY_{{secretKey}}\`.`,
    });
}
function sameOutput(first, second) {
    return new errors_0/* ActionError */.lZ('OUTPUT_CLASH', {
        what: `${first.name} and ${second.name} are one output: expressions do not tell case`,
        where: { file: second.file },
        fix: `Rename one of them with \`select\` (\`OTHER_NAME=${second.name}\`), or leave it out (\`!${second.name}\`).`,
    });
}

;// CONCATENATED MODULE: ./secrets/key-schema.js
// The `key-schema`: how a variable is called on its way out. Its grammar is in key-schema-parser.ts,
// loaded only when a schema other than the default is given.
const IDENTITY_SCHEMA = '{{secretKey}}';
/**
 * The environment that a file name tells: what follows `.env.`, without a last `.local`.
 * @param name base name of the plaintext
 * @returns undefined for `.env`, `.env.local` and `app.env`
 */
function environmentOf(name) {
    const [, environment] = /\.env\.(.+)$/s.exec(name.replace(/\.local$/, '')) ?? [];
    return environment;
}

// EXTERNAL MODULE: ../node_modules/dotenv/dist/index.cjs
var dist = __webpack_require__(134);
// EXTERNAL MODULE: ./secret-value.js + 1 modules
var secret_value = __webpack_require__(88);
;// CONCATENATED MODULE: ./secrets/dotenv.js
// Variables of a decrypted file. Values come from the dotenv library, because its answers are what
// people expect; it tells neither lines nor mistakes, so a scanner of ours finds those, and hands it
// one assignment at a time: over a whole file its pattern takes quadratic time in blank lines. A
// property test holds both to what the library says of the whole.


/** Larger files are not looked into for variables. */
const MAX_DOTENV_BYTES = 16 * 1024 * 1024;
/** UTF-8 without NUL, else undefined. */
function decodeText(bytes) {
    if (bytes.includes(0))
        return undefined;
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        return undefined;
    }
}
function parseDotenv(text) {
    const { assignments, strayLines, texts } = scan(text);
    const variables = new Map();
    for (const [index, { name }] of assignments.entries()) {
        const values = (0,dist.parse)(texts[index] ?? '');
        // dotenv drops `__proto__` silently; the name check reports it.
        const value = Object.hasOwn(values, name) ? values[name] : undefined;
        if (value !== undefined)
            variables.set(name, new secret_value/* SecretValue */.i(value));
    }
    return { variables, assignments, strayLines };
}
const ASSIGNMENT = /(?:export\s+)?([\w.-]+)(?:\s*=|:\s)/y;
// Lines end at U+2028 and U+2029 too, as `^`, `$` and `.` of a regular expression have it; an
// unquoted value goes on to the next line feed all the same.
const REST_OF_LINE = /.*/y;
const UNQUOTED = /[^#\n]*(?:#.*)?/y;
const OPENING = /\s*(['"`])/y;
// What may follow a closing quote: blanks, a comment, the end of the line.
const AFTER_QUOTE = /[^\S\n\u2028\u2029]*(?:#.*)?$/my;
/** Where dotenv sees assignments, and which lines it passes over. */
function scan(source) {
    const text = source.replace(/\r\n?/g, '\n');
    const assignments = [];
    const texts = [];
    const strayLines = [];
    const lines = new LineCounter(text);
    let at = skipBlank(text, 0);
    while (at < text.length) {
        const match = text[at] === '#' ? null : matchAt(ASSIGNMENT, text, at);
        if (match) {
            const [whole, name = ''] = match;
            assignments.push({ name, line: lines.at(at + whole.lastIndexOf(name)) });
            const end = endOfValue(text, at + whole.length);
            texts.push(text.slice(at, end));
            at = end;
        }
        else {
            if (text[at] !== '#')
                strayLines.push(lines.at(at));
            at += matchAt(REST_OF_LINE, text, at)?.[0].length ?? 0;
        }
        at = skipBlank(text, at);
    }
    return { assignments, strayLines, texts };
}
function endOfValue(text, start) {
    const opening = matchAt(OPENING, text, start);
    if (opening) {
        const [whole, quote = ''] = opening;
        const end = endOfQuoted(text, start + whole.length, quote);
        if (end !== undefined)
            return end;
    }
    return start + (matchAt(UNQUOTED, text, start)?.[0].length ?? 0);
}
// dotenv closes a value at the first quote that no backslash precedes; where nothing but a comment
// may not follow that one, it goes back to the last escaped quote where that holds.
function endOfQuoted(text, start, quote) {
    const candidates = [];
    for (let at = start; at < text.length; at += 1) {
        if (text[at] === '\\' && text[at + 1] === quote) {
            candidates.push(at + 1);
            at += 1;
        }
        else if (text[at] === quote) {
            candidates.push(at);
            break;
        }
    }
    for (const closing of candidates.toReversed()) {
        const after = matchAt(AFTER_QUOTE, text, closing + 1);
        if (after)
            return closing + 1 + after[0].length;
    }
    return undefined;
}
function matchAt(pattern, text, at) {
    pattern.lastIndex = at;
    return pattern.exec(text);
}
const BLANK = /\s*/y;
function skipBlank(text, at) {
    return at + (matchAt(BLANK, text, at)?.[0].length ?? 0);
}
/** Line numbers of growing offsets, in one pass. */
class LineCounter {
    #text;
    #offset = 0;
    #line = 1;
    constructor(text) {
        this.#text = text;
    }
    at(offset) {
        for (; this.#offset < offset; this.#offset += 1) {
            if (this.#text[this.#offset] === '\n')
                this.#line += 1;
        }
        return this.#line;
    }
}

;// CONCATENATED MODULE: ./secrets/masking.js
// Which strings the runner must hide. The runner masks the exact string and its own derived forms
// of it, line by line; this module adds what it would miss (docs/masking.md says what and why) and
// leaves out what would blank every log.
/** What never becomes a mask: https://github.com/actions/runner replaces every occurrence. */
const COMMON_WORDS = new Set(('true false yes no on off null nil none undefined nan inf info debug trace warn warning error ' +
    'fatal silent verbose default enabled disabled enable disable auto always never all any ' +
    'development develop production staging testing test tests local localhost preview sandbox ' +
    'example demo dev prod stage main master trunk head latest stable beta alpha canary public ' +
    'private admin root user guest app web api http https tcp udp utf8 utf-8 json yaml text html ' +
    'linux windows macos ubuntu-latest').split(' '));
const MAX_JSON_LEAVES = 2000;
const MAX_LITERAL_NEWLINES = 64 * 1024;
const PEM_BOUNDARY = /^-----(BEGIN|END) [A-Za-z0-9 ]+-----$/;
const SHORT_NUMBER = /^[+-]?\d{1,5}(\.\d{1,3})?$/;
/** Collects the masks of one value. */
class Masks {
    found = new Set();
    #policy;
    hasShort = false;
    hasCommon = false;
    constructor(policy) {
        this.#policy = policy;
    }
    /** A piece without line ends. */
    piece(text) {
        const bare = text.trim();
        if (bare === '')
            return false;
        if (this.#isCommon(bare)) {
            this.hasCommon = true;
            return false;
        }
        if (bare.length < this.#policy.minLength) {
            this.hasShort ||= /[\p{L}\p{N}]/u.test(bare);
            return false;
        }
        this.found.add(text);
        return true;
    }
    /** A form that the value takes when it is written in another notation. */
    form(text) {
        if (text.length >= this.#policy.minLength)
            this.found.add(text);
    }
    #isCommon(quoted) {
        // The runner takes the quotes off a longer text.
        const text = quoted.length > 8 ? quoted.replace(/^"(.*)"$/, '$1') : quoted;
        return (PEM_BOUNDARY.test(text) ||
            COMMON_WORDS.has(text.toLowerCase()) ||
            SHORT_NUMBER.test(text) ||
            this.#policy.publicValues.has(text));
    }
}
/** The masks of one variable's value, and whether it is hidden wholly. */
function masksOf(value, policy) {
    const masks = new Masks(policy);
    addValue(masks, value);
    for (const leaf of jsonLeaves(value))
        addValue(masks, leaf);
    for (const password of urlPasswords(value))
        addValue(masks, password);
    return { masks: masks.found, outcome: outcomeOf(masks, value) };
}
function outcomeOf(masks, value) {
    if (value.trim() === '')
        return 'empty';
    if (masks.found.size > 0)
        return masks.hasShort && /[\r\n]/.test(value) ? 'partly' : 'masked';
    return masks.hasShort ? 'short' : 'common';
}
/** The masks of a text that is no dotenv file: each significant line. */
function masksOfText(text, policy) {
    const masks = new Masks(policy);
    addLines(masks, text);
    return masks.found;
}
function addValue(masks, value) {
    const bare = value.trim();
    if (bare === '')
        return;
    if (/[\r\n]/.test(bare)) {
        addLines(masks, value);
        addForms(masks, value);
        // Printed by a shell that reads it without quotes, a text becomes one line.
        masks.form(bare.replace(/\s+/g, ' '));
        return;
    }
    // Line ends around it are no part of what is shown as text, but they are in other notations.
    const line = /[\r\n]/.test(value) ? bare : value;
    if (masks.piece(line)) {
        addForms(masks, line);
        if (line !== value)
            addForms(masks, value);
    }
    // A key that is kept on one line is often unfolded before use.
    if (value.includes('\\n') && value.length <= MAX_LITERAL_NEWLINES) {
        addLines(masks, value.replaceAll('\\r', '\r').replaceAll('\\n', '\n'));
    }
}
function addLines(masks, text) {
    for (const line of text.split(/\r\n|\r|\n/)) {
        masks.piece(line.trim());
    }
}
function addForms(masks, value) {
    const bytes = Buffer.from(value, 'utf8');
    for (const core of base64Cores(bytes)) {
        masks.form(core);
        masks.form(core.replaceAll('+', '-').replaceAll('/', '_'));
    }
    const json = JSON.stringify(value).slice(1, -1);
    masks.form(json);
    masks.form(json.replace(/[^\x20-\x7e]/g, unicodeEscape));
    masks.form(json.replace(/[<>&]/g, unicodeEscape));
    if (!value.isWellFormed())
        return;
    const uri = encodeURIComponent(value);
    masks.form(uri);
    const strict = uri.replace(/[!'()*]/g, percentEscape);
    masks.form(strict);
    masks.form(strict.replaceAll('%20', '+'));
    masks.form(new URLSearchParams([['', value]]).toString().slice(1));
}
function unicodeEscape(character) {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
function percentEscape(character) {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
/**
 * The part of the base64 text that the value alone decides, for each of the three places where it
 * can start in a group of three bytes. Found in `base64(user:value)` whatever stands around it.
 */
function base64Cores(bytes) {
    return [0, 1, 2].map((offset) => {
        const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
        const first = Math.ceil((offset * 8) / 6);
        const last = Math.floor(((offset + bytes.length) * 8) / 6);
        return text.slice(first, last);
    });
}
function jsonLeaves(value) {
    if (!/^\s*[[{"]/.test(value))
        return [];
    let json;
    try {
        json = JSON.parse(value);
    }
    catch {
        return [];
    }
    const leaves = [];
    const pending = [json];
    while (pending.length > 0 && leaves.length < MAX_JSON_LEAVES) {
        const next = pending.pop();
        if (typeof next === 'string')
            leaves.push(next);
        else if (typeof next === 'number')
            leaves.push(String(next));
        else if (typeof next === 'object' && next !== null) {
            for (const child of Object.values(next))
                pending.push(child);
        }
    }
    return leaves;
}
// Passwords may hold any character, so what a strict reader and a greedy one see are both taken.
function urlPasswords(value) {
    const authority = /^\s*[A-Za-z][A-Za-z0-9+.-]*:\/\/([^\s]*)/.exec(value)?.[1];
    if (authority === undefined)
        return [];
    const found = new Set();
    for (const end of [authority.search(/[/?#]|$/), authority.length]) {
        const at = authority.lastIndexOf('@', end - 1);
        const colon = authority.indexOf(':');
        if (colon === -1 || at <= colon)
            continue;
        const password = authority.slice(colon + 1, at);
        found.add(password);
        found.add(percentDecode(password));
    }
    return [...found];
}
function percentDecode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./secrets/mask-collector.js
// The masks of a whole run, within what a runner can carry: it searches every mask in every line of
// the log, so some ten thousand make a job crawl.


const MAX_MASKS = 10_000;
const MAX_VALUE_BYTES = 64 * 1024;
const MAX_TEXT_BYTES = 1024 * 1024;
class MaskCollector {
    #policy;
    #unmasked;
    #masks = new Set();
    #short = new Set();
    #common = new Set();
    #files = new Map();
    /** @param unmasked names whose values the workflow wants to see */
    constructor(policy, unmasked) {
        this.#policy = policy;
        this.#unmasked = unmasked;
    }
    /** A value that leaves the step: always masked, whatever the budget. */
    addExported(name, value) {
        for (const mask of this.#masksOf(name, value))
            this.#masks.add(mask);
    }
    /** A decrypted file: the values of its variables, or its lines. */
    addFile(file, bytes, dotenv) {
        const found = new Set();
        if (dotenv) {
            for (const [name, variable] of dotenv.variables) {
                const value = variable.reveal();
                if (Buffer.byteLength(value) > MAX_VALUE_BYTES)
                    this.#leave(file, 'a value is over 64 KiB');
                else
                    for (const mask of this.#masksOf(name, value))
                        found.add(mask);
            }
        }
        if (!dotenv || dotenv.strayLines.length > 0) {
            for (const mask of this.#masksOfText(file, bytes))
                found.add(mask);
        }
        if (this.#masks.size + found.size > MAX_MASKS) {
            return this.#leave(file, `over ${MAX_MASKS.toLocaleString('en')} masks in one run`);
        }
        for (const mask of found)
            this.#masks.add(mask);
    }
    get masks() {
        return this.#masks;
    }
    report() {
        return {
            shortNames: [...this.#short],
            commonNames: [...this.#common],
            unmaskedFiles: [...this.#files].map(([file, why]) => ({ file, why })),
        };
    }
    #masksOf(name, value) {
        if (this.#unmasked.has(name))
            return new Set();
        const { masks, outcome } = masksOf(value, this.#policy);
        if (outcome === 'short' || outcome === 'partly')
            this.#short.add(name);
        if (outcome === 'common')
            this.#common.add(name);
        return masks;
    }
    #masksOfText(file, bytes) {
        if (bytes.length > MAX_TEXT_BYTES) {
            this.#leave(file, 'over 1 MiB of text that is no dotenv');
            return new Set();
        }
        const text = decodeText(bytes);
        if (text === undefined) {
            this.#leave(file, 'not UTF-8 text');
            return new Set();
        }
        return masksOfText(text, this.#policy);
    }
    #leave(file, why) {
        this.#files.set(file, why);
    }
}
/** The variables of a decrypted file; undefined where it is no text, or too large to be looked at. */
function readDotenv(bytes) {
    if (bytes.length > MAX_DOTENV_BYTES)
        return undefined;
    const text = decodeText(bytes);
    return text === undefined ? undefined : parseDotenv(text);
}

;// CONCATENATED MODULE: ./secrets/selection.js
// The `select` rules: which variables go out, and under which names.

const RENAME = /^([^=\s]+)\s*=\s*([^=\s]+)$/;
const PATTERN = /^[\w.*-]+$/;
/**
 * Rules, in any order: `NAME`, `PREFIX_*`, `!NAME` (wins over everything), `NEW=OLD` (goes out as
 * NEW alone, unless a rule names OLD itself). No rule but exclusions = all.
 * @throws ActionError SELECT_INVALID
 */
function parseSelection(lines) {
    const excluded = [];
    const included = [];
    const literal = new Set();
    const renames = new Map();
    for (const line of lines) {
        const rename = RENAME.exec(line);
        if (rename) {
            const [, to = '', from = ''] = rename;
            if (/[*!]/.test(line))
                throw invalid(line, 'a rename takes two whole names');
            renames.set(from, [...(renames.get(from) ?? []), to]);
        }
        else {
            const [, mark, pattern = ''] = /^(!?)\s*(.*)$/s.exec(line) ?? [];
            if (!PATTERN.test(pattern))
                throw invalid(line, 'this is no name and no pattern');
            (mark ? excluded : included).push({ text: line, matches: wildcard(pattern) });
            if (!mark && !pattern.includes('*'))
                literal.add(pattern);
        }
    }
    const takesAll = included.length === 0 && renames.size === 0;
    const isIncluded = (name) => takesAll || included.some((rule) => rule.matches(name));
    return {
        namesFor(name) {
            if (excluded.some((rule) => rule.matches(name)))
                return [];
            const renamed = renames.get(name) ?? [];
            const keepsOwn = renamed.length === 0 ? isIncluded(name) : literal.has(name);
            return keepsOwn ? [name, ...renamed] : renamed;
        },
        unmatched(names) {
            const all = [...names];
            const rules = included.filter((rule) => rule.text !== '*' && !all.some(rule.matches));
            const sources = [...renames].filter(([from]) => !all.includes(from));
            return [
                ...rules.map((rule) => rule.text),
                ...sources.flatMap(([from, to]) => to.map((name) => `${name}=${from}`)),
            ];
        },
    };
}
function wildcard(pattern) {
    if (!pattern.includes('*'))
        return (name) => name === pattern;
    const [first = '', ...rest] = pattern.split('*');
    return (name) => {
        if (!name.startsWith(first))
            return false;
        let at = first.length;
        for (const [index, part] of rest.entries()) {
            if (index === rest.length - 1)
                return name.length - part.length >= at && name.endsWith(part);
            const found = name.indexOf(part, at);
            if (found === -1)
                return false;
            at = found + part.length;
        }
        return true;
    };
}
function invalid(rule, why) {
    return new errors_0/* ActionError */.lZ('SELECT_INVALID', {
        what: `\`select\` holds the rule "${rule}": ${why}`,
        fix: 'One rule a line: `NAME`, `PREFIX_*`, `!NAME` or `NEW=OLD`.',
    });
}

;// CONCATENATED MODULE: ./secrets/variables.js
// From decrypted files to the variables that go out: selected, renamed, checked. Nothing is written
// here; every mistake is found before anything is.





/** Later files win. */
function collectVariables(sources, rules) {
    const errors = [];
    const variables = new Map();
    const files = new Map();
    for (const source of sources) {
        for (const variable of variablesOf(source, rules, errors)) {
            const earlier = variables.get(variable.name);
            if (earlier && earlier.sourceName !== variable.sourceName) {
                errors.push(clash(earlier, variable));
            }
            variables.set(variable.name, variable);
            files.set(variable.name, [...(files.get(variable.name) ?? []), source.file]);
        }
    }
    const names = sources.flatMap(({ dotenv }) => [...(dotenv?.variables.keys() ?? [])]);
    for (const rule of rules.selection.unmatched(new Set(names)))
        errors.push(unmatched(rule));
    const overridden = [...files]
        .filter(([, list]) => new Set(list).size > 1)
        .map(([name, list]) => ({ name, files: list }));
    return { variables, overridden, errors };
}
function variablesOf(source, rules, errors) {
    const { dotenv } = source;
    if (!dotenv) {
        errors.push(notText(source));
        return [];
    }
    errors.push(...strayLines(source, dotenv));
    const lines = new Map(dotenv.assignments.map(({ name, line }) => [name, line]));
    errors.push(...prototypeNames(source, rules, lines));
    const found = [];
    for (const [sourceName, value] of dotenv.variables) {
        for (const selected of rules.selection.namesFor(sourceName)) {
            const line = lines.get(sourceName) ?? 1;
            try {
                const name = rename(selected, source, rules);
                found.push({ name, sourceName, value, file: source.file, line });
            }
            catch (error) {
                if (error instanceof errors_0/* ActionError */.lZ)
                    errors.push(error);
                else
                    throw error;
                return found;
            }
        }
    }
    return found;
}
function rename(name, source, rules) {
    if (!rules.schema)
        return name;
    const plaintext = (0,external_node_path_.basename)(source.plaintextName);
    const environment = rules.environment ?? environmentOf(plaintext);
    if (rules.schema.usesEnvironment && environment === undefined) {
        throw new errors_0/* ActionError */.lZ('SCHEMA_INVALID', {
            what: `\`key-schema\` uses {{environment}}, and the name of ${source.file} tells none`,
            where: { file: source.file },
            fix: 'Give it: `environment: production`. File names tell it as in `.env.production.kanuka`.',
        });
    }
    return rules.schema.apply(new Map([
        ['secretKey', name],
        ['environment', environment ?? ''],
        ['project', source.project],
        ['file', plaintext],
        ['branch', rules.branch],
    ]));
}
function notText(source) {
    if (source.size > MAX_DOTENV_BYTES) {
        return new errors_0/* ActionError */.lZ('FILE_TOO_LARGE', {
            what: `${source.file} is too large to hold variables (over ${MAX_DOTENV_BYTES} bytes)`,
            where: { file: source.file },
            fix: 'Leave it out with `files`, and write it as a file in a step of its own.',
        });
    }
    return new errors_0/* ActionError */.lZ('FILE_NOT_TEXT', {
        what: `${source.file} is not UTF-8 text, so it holds no variables`,
        where: { file: source.file },
        fix: 'Save it as UTF-8, or leave it out with `files: |` and `!path`. As a file it can be decrypted.',
    });
}
// One error a file; the first line is enough to find the rest.
function strayLines(source, dotenv) {
    const [line] = dotenv.strayLines;
    if (line === undefined)
        return [];
    const amount = dotenv.strayLines.length;
    return [
        new errors_0/* ActionError */.lZ('FILE_NOT_DOTENV', {
            what: `line ${line} of the decrypted ${source.file} is no assignment${amount > 1 ? ` (and ${amount - 1} more)` : ''}`,
            where: { file: source.file },
            fix: 'Write NAME=value; put values with line ends in double quotes. Or leave the file out with `files`.',
        }),
    ];
}
function prototypeNames(source, rules, lines) {
    return [...lines]
        .filter(([name]) => isPrototypeName(name) && rules.selection.namesFor(name).length > 0)
        .map(([name, line]) => new errors_0/* ActionError */.lZ('NAME_INVALID', {
        what: `line ${line} of the decrypted ${source.file} sets ${name}, which no reader of dotenv files keeps`,
        where: { file: source.file },
        fix: `Rename it, or leave it out: \`select: |\` with \`!${name}\`.`,
    }));
}
function clash(earlier, later) {
    return new errors_0/* ActionError */.lZ('NAME_CLASH', {
        what: `${earlier.sourceName} (${earlier.file}) and ${later.sourceName} (${later.file}) would both go out as ${later.name}`,
        where: { file: later.file },
        fix: 'Change the rename or the `key-schema` so that names stay different.',
    });
}
function unmatched(rule) {
    return new errors_0/* ActionError */.lZ('SELECT_INVALID', {
        what: `the \`select\` rule "${rule}" matches no variable of the selected files`,
        fix: 'Correct the name (case counts), or remove the rule.',
    });
}

;// CONCATENATED MODULE: ./commands/command.js
const EMPTY_REPORT = {
    sections: [],
    notes: [],
    notices: [],
    warnings: [],
    failures: [],
    outputs: {},
    details: {},
    exports: new Map(),
    stepOutputs: new Map(),
};

// EXTERNAL MODULE: ./platform/printable.js
var printable = __webpack_require__(298);
;// CONCATENATED MODULE: ./commands/decrypt-report.js



const MAX_IGNORE_BYTES = 1024 * 1024;
function describeDecrypt(decrypted, inputs, workflow) {
    const { files, targets, collected } = decrypted;
    const variables = values(collected.variables);
    const paths = inputs.writeFiles
        ? targets.map(({ write }) => write.shown)
        : files.map(({ shown }) => shown);
    const changed = !inputs.dryRun && targets.some(({ state }) => state !== 'unchanged');
    const warnings = warningsOf(decrypted, inputs, workflow);
    return {
        headline: headline(decrypted, inputs),
        sections: [filesSection(decrypted, inputs), ...variablesSection(decrypted, inputs)],
        notes: notes(decrypted, inputs),
        notices: [],
        warnings,
        failures: [],
        outputs: {
            changed: String(changed),
            files: JSON.stringify(paths),
            'files-count': String(files.length),
            'members-count': String(decrypted.stores.reduce((sum, s) => sum + activeMembers(s.store), 0)),
            matrix: JSON.stringify({ store: decrypted.stores.map(({ store }) => store.path) }),
        },
        details: details(decrypted, inputs, warnings),
        exports: inputs.exportEnv && !inputs.dryRun ? variables : new Map(),
        stepOutputs: inputs.setOutputs && !inputs.dryRun ? withAllAsJson(variables) : new Map(),
    };
}
function values(variables) {
    return new Map([...variables].map(([name, { value }]) => [name, value]));
}
function withAllAsJson(variables) {
    const entries = [...variables].map(([name, value]) => [name, value.reveal()]);
    // fromEntries defines own properties, so that no name can reach a prototype.
    const all = new secret_value/* SecretValue */.i(JSON.stringify(Object.fromEntries(entries)));
    return new Map([...variables, ['secrets', all]]);
}
function activeMembers(store) {
    return store.members.filter(({ state }) => state === 'active').length;
}
function headline({ files, targets, collected }, inputs) {
    const amount = collected.variables.size;
    const would = inputs.dryRun ? 'would be ' : '';
    const parts = [];
    if (inputs.writeFiles) {
        const written = targets.filter(({ state }) => state !== 'unchanged').length;
        parts.push(`${(0,printable/* count */.U9)(written, 'file')} ${would}written`);
        if (written < targets.length) {
            parts.push(`${(0,printable/* count */.U9)(targets.length - written, 'file')} already up to date`);
        }
    }
    if (inputs.exportEnv)
        parts.push(`${(0,printable/* count */.U9)(amount, 'variable')} ${would}exported`);
    if (inputs.setOutputs)
        parts.push(`${(0,printable/* count */.U9)(amount, 'output')} ${would}set`);
    if (parts.length === 0) {
        return `${(0,printable/* count */.U9)(files.length, 'file')} opened: every selected file can be decrypted with this key. Nothing was written or exported`;
    }
    const hint = inputs.exportEnv || inputs.setOutputs
        ? ''
        : ', nothing exported: add `export-env: true` to give variables to later steps';
    return (inputs.dryRun ? 'Dry run: ' : '') + parts.join(', ') + hint;
}
function filesSection({ files, targets }, inputs) {
    const states = {
        new: inputs.dryRun ? 'would be written' : 'written',
        replaced: inputs.dryRun ? 'would replace another content' : 'replaced another content',
        unchanged: 'already up to date',
    };
    const byFile = new Map(targets.map((target) => [target.file, target]));
    return {
        title: 'Files',
        columns: ['secret file', 'plaintext', 'size', 'variables', 'result'],
        rows: files.map(({ file, shown, dotenv }) => {
            const target = byFile.get(file);
            const variables = dotenv ? String(dotenv.variables.size) : 'no text';
            return [
                shown,
                target?.write.shown ?? '-',
                (0,printable/* size */.Ej)(file.size),
                variables,
                target ? states[target.state] : 'opened',
            ];
        }),
    };
}
function variablesSection(decrypted, inputs) {
    const { collected, namesVisible } = decrypted;
    if (!namesVisible || collected.variables.size === 0)
        return [];
    const ways = [inputs.exportEnv ? 'environment' : '', inputs.setOutputs ? 'output' : ''];
    const rows = [...collected.variables.values()].map(({ name, sourceName, file, value }) => [
        name,
        sourceName === name ? file : `${file} (${sourceName})`,
        (0,printable/* size */.Ej)(Buffer.byteLength(value.reveal())),
        ways.filter((way) => way !== '').join(', '),
    ]);
    return [{ title: 'Variables', columns: ['name', 'from', 'size', 'as'], rows }];
}
function notes(decrypted, inputs) {
    const { stores, masking, collected } = decrypted;
    const named = (names) => decrypted.namesVisible ? names.join(', ') : (0,printable/* count */.U9)(names.length, 'variable');
    const list = stores.map(({ store, member, isProven }) => {
        const who = [member.email ?? member.uuid, member.device].filter(Boolean).join(', ');
        const proof = isProven ? '' : '; it has no secret files, so the key is unproven';
        return `Store ${store.title} (${store.path}): ${(0,printable/* count */.U9)(activeMembers(store), 'member')} with access, opened as ${who}${proof}`;
    });
    if (masking.shortNames.length > 0) {
        list.push(`Not masked, because shorter than ${inputs.minMaskLength} characters (or some lines are): ${named(masking.shortNames)}`);
    }
    if (masking.commonNames.length > 0) {
        list.push(`Not masked, because it would blank the log (common words, small numbers, names of this run): ${named(masking.commonNames)}`);
    }
    if (collected.overridden.length > 0) {
        const what = decrypted.namesVisible
            ? collected.overridden.map(({ name, files }) => `${name} (${files.join(' < ')})`).join(', ')
            : (0,printable/* count */.U9)(collected.overridden.length, 'variable');
        list.push(`Set by several files, the last one won: ${what}`);
    }
    return list;
}
function warningsOf({ stores, targets, masking }, inputs, workflow) {
    return [
        ...stores.flatMap(({ store }) => store.warnings.map(({ file, what }) => ({ file, text: `${file} ${what}` }))),
        ...targets
            .filter(({ state }) => state === 'replaced')
            .map(({ write }) => ({
            file: write.shown,
            text: `${write.shown} differed and ${inputs.dryRun ? 'would be' : 'was'} replaced; git did not track it`,
        })),
        ...masking.unmaskedFiles.map(({ file, why }) => ({
            file,
            text: `the content of ${file} is not masked in the log, or not wholly: ${why}`,
        })),
        ...dockerWarnings(stores, inputs, workflow),
    ];
}
// Plaintext that stands beside the ciphertext is copied by `COPY . .` into an image.
function dockerWarnings(stores, inputs, workflow) {
    if (!inputs.writeFiles || inputs.outputDirectory !== undefined)
        return [];
    const folders = new Set([workflow.workspace.real, ...stores.map(({ store }) => store.root)]);
    return [...folders].flatMap((folder) => {
        const read = (0,platform_files/* readRegularFile */.XF)(`${folder}/.dockerignore`, MAX_IGNORE_BYTES);
        if (!('bytes' in read) || /^\s*[^#!\s].*\.env/m.test(read.bytes.toString()))
            return [];
        const store = stores.find(({ store: { root } }) => root === folder)?.store;
        const file = store ? store.shown('.dockerignore') : '.dockerignore';
        const text = `${file} does not list .env files: an image built after this step would hold the plaintext. Add \`**/.env*\`, or use \`output-directory\``;
        return [{ file, text }];
    });
}
function details({ stores, files, targets, collected, masking, namesVisible }, inputs, warnings) {
    const byFile = new Map(targets.map((target) => [target.file, target]));
    const hide = (names) => (namesVisible ? names : names.length);
    return {
        dryRun: inputs.dryRun,
        stores: stores.map(({ store, member, isProven }) => ({
            path: store.path,
            project: store.config.projectName,
            projectUuid: store.config.projectUuid,
            members: store.members.map(({ uuid, state }) => ({ uuid, state })),
            openedAs: member.uuid,
            keyProven: isProven,
        })),
        files: files.map(({ file, shown, dotenv }) => ({
            path: shown,
            plaintext: byFile.get(file)?.write.shown,
            size: file.size,
            variables: dotenv?.variables.size,
            result: byFile.get(file)?.state,
        })),
        variables: hide([...collected.variables.keys()]),
        notMasked: { short: hide(masking.shortNames), common: hide(masking.commonNames) },
        warnings: warnings.map(({ text }) => text),
    };
}

;// CONCATENATED MODULE: ./kanuka/layout.js
// Names and limits of the Kanuka format. Everything that knows how a store is laid out is here.
const STORE_FOLDER = '.kanuka';
const CONFIG_FILE = '.kanuka/config.toml';
const PUBLIC_KEYS_FOLDER = '.kanuka/public_keys';
const WRAPPED_KEYS_FOLDER = '.kanuka/secrets';
const PUBLIC_KEY_SUFFIX = '.pub';
const CIPHERTEXT_SUFFIX = '.kanuka';
/** Bytes of nonce and authentication tag: ciphertext = plaintext + 40. */
const CIPHERTEXT_OVERHEAD = 40;
const SYMMETRIC_KEY_LENGTH = 32;
const MAX_CONFIG_BYTES = 4 * 1024 * 1024;
const MAX_KEY_FILE_BYTES = 64 * 1024;
const MAX_SECRET_FILE_BYTES = 256 * 1024 * 1024;
/** All selected files of a store together: they are opened in memory before anything is written. */
const MAX_SELECTED_BYTES = 1024 * 1024 * 1024;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
function isUuid(text) {
    return UUID.test(text);
}
/** `.env.production.kanuka`, `app.env.kanuka`: by base name alone. */
function isSecretFileName(name) {
    return name.endsWith(CIPHERTEXT_SUFFIX) && name.includes('.env');
}
/** Where the plaintext of a secret file goes. */
function plaintextPath(path) {
    return path.slice(0, -CIPHERTEXT_SUFFIX.length);
}

;// CONCATENATED MODULE: ./kanuka/glob.js
// Path patterns: literal paths and folders, and globs with `**`. The glob library is loaded only
// when a pattern is one.
// Kanuka's patterns have no extended globs, and `!` is ours.
const OPTIONS = { dot: true, noextglob: true, nonegate: true };
function isGlob(pattern) {
    return /[*?[{]/.test(pattern);
}
/** Matches the path itself, everything below it, and what the glob matches. */
async function compilePattern(pattern) {
    const literal = (path) => path === pattern || path.startsWith(`${pattern}/`);
    if (!isGlob(pattern))
        return literal;
    const { default: picomatch } = await __webpack_require__.e(/* import() */ 180).then(__webpack_require__.t.bind(__webpack_require__, 180, 19));
    const glob = picomatch(pattern, OPTIONS);
    // A name may look like a glob and be meant literally: `.env.[prod].kanuka`.
    return (path) => glob(path) || literal(path);
}

;// CONCATENATED MODULE: ./kanuka/locate.js
// Where the stores are: from the `working-directory` lines to the roots of stores.






/** Folders that are looked through for stores. */
const MAX_FOLDERS = 100_000;
/**
 * The roots of the stores that `lines` name: a path (walks up to the nearest store, never above
 * the workspace) or a glob of folders that are stores themselves.
 * @param workspace absolute real path
 * @returns absolute real paths in the order of the lines, without repetitions
 * @throws ActionError STORE_NOT_FOUND, PATH_UNSAFE
 */
async function locateStores(workspace, lines) {
    const roots = new Set();
    for (const line of lines) {
        for (const root of await rootsFor(workspace, line))
            roots.add(root);
    }
    return [...roots];
}
async function rootsFor(workspace, line) {
    const folder = (0,external_node_path_.resolve)(workspace, line);
    const isPath = !isGlob(line) || (0,platform_files/* statOf */._N)(folder) !== undefined;
    if (isPath)
        return [walkUp(workspace, realFolder(workspace, folder, line))];
    const matches = await compilePattern(line.replace(/^\.\//, '').replace(/\/+$/, ''));
    const { found, isComplete } = storesBelow(workspace, workspace);
    if (!isComplete) {
        throw new errors_0/* ActionError */.lZ('PATTERN_INVALID', {
            what: `\`working-directory: ${line}\` cannot be looked for: the workspace has over ${MAX_FOLDERS} folders`,
            fix: 'Name the stores by their paths, one a line.',
        });
    }
    // `**` means the workspace itself too; as a path it is `.`.
    const roots = found.filter((root) => matches((0,platform_files/* slashed */.df)(workspace, root)) || (root === workspace && line === '**'));
    if (roots.length > 0)
        return roots;
    throw notFound(`no folder with a Kanuka store matches \`working-directory: ${line}\``, workspace, found);
}
function realFolder(workspace, folder, line) {
    let real;
    try {
        real = external_node_fs_.realpathSync.native(folder);
    }
    catch {
        throw notFound(`\`working-directory: ${line}\` does not exist`, workspace, []);
    }
    if ((0,platform_files/* isWithin */.UO)(workspace, real))
        return real;
    throw new errors_0/* ActionError */.lZ('PATH_UNSAFE', {
        what: `\`working-directory: ${line}\` leads outside the workspace`,
        fix: 'Name a folder inside the checkout, and no link that leads out of it.',
    });
}
function walkUp(workspace, start) {
    for (let folder = start; (0,platform_files/* isWithin */.UO)(workspace, folder); folder = (0,external_node_path_.dirname)(folder)) {
        const stats = (0,platform_files/* statOf */._N)(`${folder}/${STORE_FOLDER}`);
        if (stats?.isSymbolicLink()) {
            throw new errors_0/* ActionError */.lZ('PATH_UNSAFE', {
                what: `${(0,platform_files/* slashed */.df)(workspace, `${folder}/${STORE_FOLDER}`)} is a link`,
                fix: 'A store is a real folder: replace the link by what it points to.',
            });
        }
        if (stats?.isDirectory())
            return folder;
        if ((0,external_node_path_.dirname)(folder) === folder)
            break;
    }
    const where = (0,platform_files/* slashed */.df)(workspace, start);
    const { found } = storesBelow(workspace, start);
    throw notFound(`there is no Kanuka store (a folder \`${STORE_FOLDER}\`) in ${where === '.' ? 'the workspace' : where} or above it`, workspace, found);
}
function storesBelow(workspace, start) {
    const found = [];
    const pending = [start];
    let visited = 0;
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
        visited += 1;
        if (visited > MAX_FOLDERS)
            return { found, isComplete: false };
        const names = foldersIn(folder);
        if (names.includes(STORE_FOLDER) && (0,platform_files/* isWithin */.UO)(workspace, folder))
            found.push(folder);
        for (const name of names) {
            if (![STORE_FOLDER, '.git', 'node_modules'].includes(name))
                pending.push(`${folder}/${name}`);
        }
    }
    return { found: found.toSorted(), isComplete: true };
}
// This search only helps to say what could be meant: what cannot be listed is passed over.
function foldersIn(folder) {
    try {
        const entries = (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true });
        return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    }
    catch {
        return [];
    }
}
function notFound(what, workspace, found) {
    const block = found.map((root) => `    ${(0,platform_files/* slashed */.df)(workspace, root)}`).join('\n');
    return new errors_0/* ActionError */.lZ('STORE_NOT_FOUND', {
        what,
        fix: found.length > 0
            ? `Stores were found here; name those that you mean:\n  working-directory: |\n${block}`
            : 'Is actions/checkout before this step, and does its `path:` agree with `working-directory`? A new store is made by `kanuka secrets init`.',
    });
}

// EXTERNAL MODULE: ../node_modules/@noble/ciphers/salsa.js + 3 modules
var salsa = __webpack_require__(848);
;// CONCATENATED MODULE: ./kanuka/secretbox.js
// Secret files: 24 bytes nonce ‖ NaCl secretbox (XSalsa20-Poly1305). No header, no name bound in.

const NONCE_LENGTH = 24;
/** @returns the plaintext, or undefined when key and ciphertext do not belong together */
function openSecretbox(ciphertext, key) {
    try {
        const nonce = ciphertext.subarray(0, NONCE_LENGTH);
        return (0,salsa/* xsalsa20poly1305 */.uT)(key, nonce).decrypt(ciphertext.subarray(NONCE_LENGTH));
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./kanuka/symmetric-key.js
// From a member's private key to the store's symmetric key: who am I, and what was wrapped for me.




/**
 * The members whose public key belongs to this private key, those with a wrapped key first. A fresh
 * runner has no user configuration of Kanuka: the key itself says who we are.
 * @throws ActionError KEY_NOT_A_MEMBER, KEY_PENDING
 */
function findOwnMembers(store, privateKey) {
    const own = (0,external_node_crypto_.createPublicKey)(privateKey.key);
    const matching = store.members.filter(({ publicKey }) => publicKey?.equals(own));
    const active = matching.filter(({ state }) => state === 'active');
    if (active.length > 0)
        return active;
    const [pending] = matching;
    if (pending)
        throw pendingMember(store, pending);
    throw notAMember(store, own);
}
/**
 * The symmetric key that is wrapped for `member`: 32 bytes that still have to prove themselves on a
 * secret file, because RSA PKCS#1 v1.5 answers a wrong key or a damaged file with garbage.
 * @returns undefined when it cannot be right; every reason looks the same
 */
function unwrapSymmetricKey(store, member, privateKey) {
    const path = `${store.root}/${WRAPPED_KEYS_FOLDER}/${member.uuid}.kanuka`;
    const read = (0,platform_files/* readRegularFile */.XF)(path, MAX_KEY_FILE_BYTES);
    if ('failure' in read || read.bytes.length !== privateKey.modulusBytes)
        return undefined;
    let unwrapped;
    try {
        const padding = external_node_crypto_.constants.RSA_PKCS1_PADDING;
        unwrapped = (0,external_node_crypto_.privateDecrypt)({ key: privateKey.key, padding }, read.bytes);
    }
    catch {
        return undefined;
    }
    if (unwrapped.length === SYMMETRIC_KEY_LENGTH)
        return unwrapped;
    unwrapped.fill(0);
    return undefined;
}
/** One and the same error for a damaged wrapped key, a foreign one, and files of another key. */
function keyOrStoreDamaged(store, member) {
    const file = store.shown(`${WRAPPED_KEYS_FOLDER}/${member.uuid}.kanuka`);
    return new errors_0/* ActionError */.lZ('KEY_OR_STORE_DAMAGED', {
        what: `what ${file} holds for this private key opens no secret file of ${store.title}`,
        where: { file },
        fix: 'The wrapped key is damaged or belongs to another key, or the secret files do. Look for an unfinished merge or rotation (`git log -- .kanuka`), then let another member run `kanuka secrets sync`.',
    });
}
function pendingMember(store, member) {
    return new errors_0/* ActionError */.lZ('KEY_PENDING', {
        what: `this private key belongs to ${member.email ?? member.uuid}, who is registered in ${store.title} but has no access yet`,
        where: { file: store.shown(`${WRAPPED_KEYS_FOLDER}/${member.uuid}.kanuka`) },
        fix: 'A member with access must run `kanuka secrets sync`, commit and push.',
    });
}
function notAMember(store, own) {
    const unreadable = store.members.filter((m) => m.oddity !== undefined && !m.publicKey);
    const skipped = unreadable.map((m) => `${m.uuid}.pub ${m.oddity}`).join('; ');
    const bits = own.asymmetricKeyDetails?.modulusLength ?? 0;
    const members = store.members.filter((m) => m.state !== 'orphan').length;
    return new errors_0/* ActionError */.lZ('KEY_NOT_A_MEMBER', {
        what: `this private key (RSA, ${bits} bits) belongs to no member of ${store.title} (${members} registered)` +
            (skipped === '' ? '' : `; not readable: ${skipped}`),
        where: { file: store.shown('.kanuka/public_keys') },
        fix: 'Register its public key: `kanuka secrets register --file <uuid>.pub --user <email>`, commit, or use the key that `kanuka secrets ci-init` showed.',
    });
}

;// CONCATENATED MODULE: ./kanuka/open-store.js
// Opens secret files of a store in memory. All or nothing is decided here: every file that does not
// open is reported, and the caller gets plaintext only when all of them did.







/**
 * Opens `paths` (relative to the root) with the private key.
 * @throws ActionError, or ActionErrors with one error a file
 */
async function openStore(store, privateKey, paths) {
    const candidates = findOwnMembers(store, privateKey);
    for (const member of candidates) {
        const key = unwrapSymmetricKey(store, member, privateKey);
        if (!key)
            continue;
        try {
            const opened = await openFiles(store, key, paths);
            const isRight = opened.files.length > 0 || (await opensAnyOther(store, key, paths));
            if (isRight)
                (0,errors_0/* throwIfAny */.MI)(opened.errors);
            // Nothing to prove it on: 32 bytes have to do, and the report says so.
            if (isRight || store.secretFiles.length === 0) {
                return { store, member, files: opened.files, isProven: isRight };
            }
            // Of a file that is visibly damaged the reader learns more than of the key.
            (0,errors_0/* throwIfAny */.MI)(opened.errors.filter(({ code }) => code !== 'DECRYPT_FAILED'));
        }
        finally {
            key.fill(0);
        }
    }
    const [first] = candidates;
    if (!first)
        throw new TypeError('no candidate');
    throw keyOrStoreDamaged(store, first);
}
async function openFiles(store, key, paths) {
    const files = [];
    const errors = [];
    let total = 0;
    for (const path of paths) {
        const read = (0,platform_files/* readRegularFile */.XF)(`${store.root}/${path}`, MAX_SECRET_FILE_BYTES);
        total += 'bytes' in read ? read.bytes.length : 0;
        if (total > MAX_SELECTED_BYTES)
            throw open_store_tooMuch(store);
        const result = openFile(store, { path, key, read });
        if (result instanceof errors_0/* ActionError */.lZ)
            errors.push(result);
        else
            files.push(result);
        await (0,platform_files/* breathe */.q7)();
    }
    return { files, errors };
}
function openFile(store, { path, key, read }) {
    const file = store.shown(path);
    if ('failure' in read)
        return unreadable(file, read);
    const { bytes } = read;
    const damage = damageOf(bytes);
    if (damage !== undefined) {
        return new errors_0/* ActionError */.lZ('FILE_DAMAGED', {
            what: `${file} ${damage}`,
            where: { file },
            fix: 'Restore it from git history, or encrypt it again with `kanuka secrets encrypt`.',
        });
    }
    const plaintext = openSecretbox(bytes, key);
    if (!plaintext) {
        return new errors_0/* ActionError */.lZ('DECRYPT_FAILED', {
            what: `${file} (${bytes.length} bytes) does not open with the key of ${store.title}: damaged, changed, or encrypted with another key`,
            where: { file },
            fix: 'Restore it from git history, or encrypt it again with `kanuka secrets encrypt`. After a merge of two rotations, take `.kanuka/` and the secret files whole from one side.',
        });
    }
    return {
        path,
        plaintextPath: plaintextPath(path),
        size: plaintext.length,
        plaintext: new secret_value/* SecretValue */.i(plaintext),
    };
}
function damageOf(bytes) {
    if (bytes.length < CIPHERTEXT_OVERHEAD) {
        return `has ${bytes.length} bytes; an encrypted file has at least ${CIPHERTEXT_OVERHEAD}`;
    }
    const start = bytes.toString('latin1', 0, 64);
    if (start.startsWith('version https://git-lfs.github.com/')) {
        return 'is a Git LFS pointer, not the file itself (actions/checkout needs `lfs: true`)';
    }
    if (/^<{7} /.test(start))
        return 'holds conflict markers of an unfinished merge';
    return undefined;
}
function unreadable(file, read) {
    if (read.failure === 'too large') {
        return new errors_0/* ActionError */.lZ('FILE_TOO_LARGE', {
            what: `${file} has ${(0,printable/* size */.Ej)(read.size ?? 0)}; at most ${(0,printable/* size */.Ej)(MAX_SECRET_FILE_BYTES)} are opened`,
            where: { file },
            fix: 'Keep large data elsewhere and its key here, or leave the file out: `files: |` with `!path`.',
        });
    }
    const reason = read.reason === undefined ? '' : ` (${read.reason})`;
    return new errors_0/* ActionError */.lZ('FILE_UNREADABLE', {
        what: `${file} cannot be read: ${read.failure}${reason}`,
        where: { file },
        fix: 'Check its permissions, and that no other step changes the checkout meanwhile.',
    });
}
function open_store_tooMuch(store) {
    return new errors_0/* ActionError */.lZ('FILE_TOO_LARGE', {
        what: `the selected files of ${store.title} have over ${(0,printable/* size */.Ej)(MAX_SELECTED_BYTES)} together`,
        fix: 'Choose fewer of them in one step with `files`.',
    });
}
// The chosen files may all be damaged while the key is right: any other file of the store tells.
async function opensAnyOther(store, key, tried) {
    const done = new Set(tried);
    for (const path of store.secretFiles) {
        if (done.has(path))
            continue;
        const read = (0,platform_files/* readRegularFile */.XF)(`${store.root}/${path}`, MAX_SECRET_FILE_BYTES);
        if ('bytes' in read && openSecretbox(read.bytes, key))
            return true;
        await (0,platform_files/* breathe */.q7)();
    }
    return false;
}

;// CONCATENATED MODULE: ./kanuka/pem.js
// Finds the PEM block in what people really paste into a repository secret, and gives it back in
// its normal form. Knows nothing about keys.
const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \1-----/gs;
const HEADERS = /^\s*Proc-Type:\s*(4,\s?ENCRYPTED)\s+DEK-Info:\s*([A-Z0-9-]+,[0-9A-Fa-f]+)\s+/;
/**
 * All PEM blocks of a pasted text: CRLF, literal `\n`, quotes, indentation, everything on one line,
 * text around, or the whole in base64 once more.
 */
function findPemBlocks(pasted) {
    const blocks = blocksIn(pasted);
    if (blocks.length > 0 || pasted.includes('-----BEGIN'))
        return blocks;
    const decoded = decodeBase64(pasted);
    return decoded === undefined ? [] : blocksIn(decoded);
}
/** Whether a block starts and never ends, as a truncated paste does. */
function isCutOff(pasted) {
    const text = pasted.includes('-----BEGIN') ? pasted : (decodeBase64(pasted) ?? '');
    return text.includes('-----BEGIN ') && blocksIn(text).length === 0;
}
/** The normal form: LF, 64 columns, final newline. */
function formatPem(block) {
    const headers = block.headers.length > 0 ? [...block.headers, ''] : [];
    const lines = block.body.match(/.{1,64}/g) ?? [];
    return [
        `-----BEGIN ${block.label}-----`,
        ...headers,
        ...lines,
        `-----END ${block.label}-----`,
        '',
    ].join('\n');
}
function blocksIn(text) {
    const plain = text.replaceAll('\\r', '\n').replaceAll('\\n', '\n');
    return [...plain.matchAll(BLOCK)].map(([, label = '', inner = '']) => {
        const headers = HEADERS.exec(inner);
        return {
            label,
            headers: headers ? [`Proc-Type: 4,ENCRYPTED`, `DEK-Info: ${headers[2]}`] : [],
            body: inner.slice(headers?.[0].length ?? 0).replace(/\s+/g, ''),
        };
    });
}
function decodeBase64(text) {
    const compact = text.replace(/\s+|\\[rn]/g, '').replace(/^(["'])(.*)\1$/s, '$2');
    if (!/^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(compact))
        return undefined;
    return Buffer.from(compact, 'base64').toString('latin1');
}

;// CONCATENATED MODULE: ./kanuka/private-key.js
// A private key in every form that people have it in, as node's KeyObject; or an error that says
// what was given and how to get what is needed.



const SAMPLE_LENGTH = 16;
const MAKE_ONE = 'Use the RSA key that `kanuka secrets ci-init` shows, or make one with `openssl genrsa 2048` and register its public key (`openssl rsa -pubout`) with `kanuka secrets register --file <uuid>.pub --user <email>`.';
/**
 * @param pasted the private key as it stands in the secret
 * @param passphrase tried as given, then without one final newline
 * @throws ActionError KEY_INVALID, KEY_KIND, PASSPHRASE_MISSING, PASSPHRASE_WRONG
 */
async function readPrivateKey(pasted, passphrase) {
    const block = privateBlock(pasted);
    const key = block.label === 'OPENSSH PRIVATE KEY'
        ? await openOpenSsh(block, passphrase)
        : openPem(block, passphrase);
    refuseOtherKinds(key);
    if (!isWhole(key))
        throw damaged(block.label);
    const modulusBits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return {
        key,
        modulusBytes: Math.ceil(modulusBits / 8),
        secretLines: [...(block.body.match(/.{1,64}/g) ?? []), block.body],
    };
}
function privateBlock(pasted) {
    const blocks = findPemBlocks(pasted);
    const block = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'));
    if (block)
        return block;
    throw refusal('KEY_INVALID', describeWrongPaste(pasted, blocks), MAKE_ONE);
}
function describeWrongPaste(pasted, blocks) {
    const [first] = blocks;
    if (first)
        return `\`private-key\` holds a ${first.label}, not a private key`;
    if (isCutOff(pasted)) {
        return '`private-key` is cut off: it has a BEGIN line, but no END line that fits';
    }
    const text = pasted.trim();
    if (/^(ssh-|ecdsa-|sk-)\S+ AAAA/.test(text)) {
        return '`private-key` holds an SSH PUBLIC key line, not a private key';
    }
    if (text.startsWith('PuTTY-User-Key-File')) {
        return '`private-key` is in PuTTY form; convert it with `puttygen key.ppk -O private-openssh`';
    }
    if (/^\*+$/.test(text)) {
        return '`private-key` is only `***`: an output that GitHub masked on its way between jobs';
    }
    if (/^MI[EIJ][A-Za-z0-9+/\s]+=*$/.test(text)) {
        return '`private-key` holds the body of a key without its BEGIN and END lines';
    }
    return `\`private-key\` holds no private key (${pasted.length} characters without a BEGIN line)`;
}
function openPem(block, passphrase) {
    const pem = formatPem(block);
    const isEncrypted = block.label === 'ENCRYPTED PRIVATE KEY' || block.headers.length > 0;
    if (!isEncrypted) {
        const key = tryKey(pem);
        if (key)
            return key;
        throw damaged(block.label);
    }
    if (passphrase === undefined)
        throw passphraseMissing(block.label);
    for (const candidate of passphraseForms(passphrase)) {
        const key = tryKey(pem, candidate);
        if (key)
            return key;
    }
    throw passphraseWrong(block.label);
}
async function openOpenSsh(block, passphrase) {
    const { readOpenSshKey } = await Promise.all(/* import() */[__webpack_require__.e(92), __webpack_require__.e(119)]).then(__webpack_require__.bind(__webpack_require__, 119));
    const bytes = Buffer.from(block.body, 'base64');
    let result = readOpenSshKey(bytes, undefined);
    if ('key' in result)
        return result.key;
    if (result.failure === 'passphrase needed' && passphrase !== undefined) {
        for (const candidate of passphraseForms(passphrase)) {
            result = readOpenSshKey(bytes, candidate);
            if ('key' in result)
                return result.key;
        }
    }
    throw openSshRefusal(result, block.label);
}
function openSshRefusal(result, label) {
    switch (result.failure) {
        case 'kind':
            return kindRefusal(`an OpenSSH key of kind ${result.name}`);
        case 'cipher':
            return refusal('KEY_INVALID', `the OpenSSH key in \`private-key\` is encrypted with ${result.name}, which is not supported`, 'Write it anew with `ssh-keygen -p -Z aes256-ctr -f key`.');
        case 'passphrase needed':
            return passphraseMissing(label);
        case 'passphrase wrong':
            return passphraseWrong(label);
        case 'damaged':
            return damaged(label);
    }
}
// A secret that was set from a file or by `echo` ends in a newline that is not part of it.
function passphraseForms(passphrase) {
    const bare = passphrase.replace(/\r?\n$/, '');
    return [...new Set([passphrase, bare])].map((form) => Buffer.from(form, 'utf8'));
}
function tryKey(pem, passphrase) {
    try {
        return (0,external_node_crypto_.createPrivateKey)({ key: pem, format: 'pem', ...(passphrase && { passphrase }) });
    }
    catch {
        // OpenSSL's reasons differ by form and version; none tells a wrong passphrase from damage.
        return undefined;
    }
}
// A key with a wrong bit is read without complaint, and would then look like a stranger's or make
// the store look damaged: what its public half encrypts, it must decrypt.
function isWhole(key) {
    const sample = (0,external_node_crypto_.randomBytes)(SAMPLE_LENGTH);
    try {
        const encrypted = (0,external_node_crypto_.publicEncrypt)((0,external_node_crypto_.createPublicKey)(key), sample);
        return (0,external_node_crypto_.privateDecrypt)(key, encrypted).equals(sample);
    }
    catch {
        return false;
    }
}
function damaged(label) {
    return refusal('KEY_INVALID', `the ${label} in \`private-key\` is damaged or cut`, MAKE_ONE);
}
function refuseOtherKinds(key) {
    if (key.asymmetricKeyType === 'rsa')
        return;
    const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
    const kind = (key.asymmetricKeyType ?? 'unknown').toUpperCase();
    const details = [namedCurve, modulusLength && `${modulusLength} bits`].filter(Boolean).join(', ');
    throw kindRefusal(`a key of kind ${kind}${details ? ` (${details})` : ''}`);
}
function kindRefusal(what) {
    return refusal('KEY_KIND', `\`private-key\` is ${what}; Kanuka takes RSA keys only`, MAKE_ONE);
}
function passphraseMissing(label) {
    return refusal('PASSPHRASE_MISSING', `the ${label} in \`private-key\` is protected by a passphrase, and \`passphrase\` is empty`, 'Give it: `passphrase: ${{ secrets.KANUKA_PASSPHRASE }}`.');
}
function passphraseWrong(label) {
    return refusal('PASSPHRASE_WRONG', `\`passphrase\` does not open the ${label} in \`private-key\``, 'Check the secret: blanks count, one final newline does not. A damaged key looks the same.');
}
function refusal(code, what, fix) {
    return new errors_0/* ActionError */.lZ(code, { what, fix });
}

;// CONCATENATED MODULE: ./kanuka/secret-files.js
// Which files of a store are secret files: the walk below its root, and the `files` patterns.
// A file belongs to the nearest ancestor that holds `.kanuka/`; `.git` is never walked, links are
// never followed.





/** Walks the store at `root` (absolute). */
function findSecretFiles(root) {
    const secretFiles = [];
    const oddities = [];
    const nestedStores = [];
    const pending = [''];
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
        const entries = entriesOf(root, folder);
        if (!entries) {
            oddities.push({ path: folder, what: 'was skipped: its name is not UTF-8' });
            continue;
        }
        if (folder !== '' && entries.some(isStoreFolder)) {
            nestedStores.push(folder);
            continue;
        }
        for (const entry of entries) {
            const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
            if (entry.isDirectory()) {
                if (entry.name !== STORE_FOLDER && entry.name !== '.git')
                    pending.push(path);
                continue;
            }
            if (entry.isFile() && isSecretFileName(entry.name))
                secretFiles.push(path);
            else {
                const what = oddityOf(entry, path);
                if (what !== undefined)
                    oddities.push({ path, what });
            }
        }
    }
    return {
        secretFiles: secretFiles.toSorted(),
        oddities: oddities.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
        nestedStores: nestedStores.toSorted(),
    };
}
// node gives a name that is not UTF-8 as one that does not exist.
function entriesOf(root, folder) {
    try {
        return (0,external_node_fs_.readdirSync)(`${root}/${folder}`, { withFileTypes: true });
    }
    catch (error) {
        if ((0,platform_files/* errorCode */.CA)(error) === 'ENOENT' && folder.includes('\ufffd'))
            return undefined;
        throw new errors_0/* ActionError */.lZ('FILE_UNREADABLE', {
            what: `the folder ${folder || '.'} cannot be listed (${(0,platform_files/* errorCode */.CA)(error)}), so secret files may be missing`,
            fix: 'Make it readable for the runner, or remove it before this step.',
        });
    }
}
function isStoreFolder(entry) {
    return entry.name === STORE_FOLDER && entry.isDirectory();
}
function oddityOf(entry, path) {
    if (isSecretFileName(entry.name)) {
        return entry.isSymbolicLink()
            ? 'is a link and was skipped: secret files are regular files'
            : 'is no regular file and was skipped';
    }
    const isTakenByCli = entry.isFile() && entry.name.includes('.env') && path.includes('.kanuka');
    return isTakenByCli
        ? "is no secret file by its name, but Kanuka's CLI without arguments takes it for one"
        : undefined;
}
/**
 * The files that `lines` choose. No pattern but exclusions = all.
 * @param lines one pattern a line; commas separate too, unless the whole line is a path
 * @throws ActionError PATTERN_INVALID
 */
async function selectFiles(secretFiles, lines) {
    if (lines.length === 0)
        return { paths: secretFiles, unknown: new Map() };
    const known = new Set(secretFiles);
    const patterns = lines.flatMap((line) => splitPatterns(line, known)).map(normalise);
    const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((p) => p.slice(1));
    const included = patterns.filter((pattern) => !pattern.startsWith('!'));
    const exclusions = await Promise.all(excluded.map(compilePattern));
    const chosen = new Set();
    const unknown = new Map();
    for (const pattern of included.length === 0 ? ['**'] : included) {
        const matching = secretFiles.filter(await compilePattern(pattern));
        if (matching.length === 0 && !isGlob(pattern)) {
            unknown.set(pattern, unknownFile(pattern, secretFiles));
        }
        for (const path of matching) {
            // Named again, it counts where it is named last.
            chosen.delete(path);
            if (!exclusions.some((matches) => matches(path)))
                chosen.add(path);
        }
    }
    return { paths: [...chosen], unknown };
}
function unknownFile(pattern, secretFiles) {
    const encrypted = secretFiles.find((path) => plaintextPath(path) === pattern);
    return new errors_0/* ActionError */.lZ('NOTHING_SELECTED', {
        what: `\`files\` names ${pattern}, which is no secret file of the store`,
        fix: encrypted
            ? `Name the encrypted file: ${encrypted}`
            : 'Give paths relative to the folder that holds `.kanuka/`, with the `.kanuka` ending.',
    });
}
// A file name may hold commas, so a line that is a path as a whole is not split.
function splitPatterns(line, known) {
    if (known.has(line.trim().replace(/^!/, '').replace(/^\.\//, '')))
        return [line.trim()];
    return line
        .split(/,(?![^{]*\})/)
        .map((part) => part.trim())
        .filter((part) => part !== '');
}
function normalise(pattern) {
    const [, mark = '', path = ''] = /^(!?)(.*)$/s.exec(pattern) ?? [];
    if (path.startsWith('/') || path.split('/').includes('..')) {
        throw new errors_0/* ActionError */.lZ('PATTERN_INVALID', {
            what: `\`files\` holds ${pattern}: patterns stay inside the store`,
            fix: 'Give paths relative to the folder that holds `.kanuka/`, without `..`.',
        });
    }
    return (mark +
        path
            .replace(/^(\.\/)+/, '')
            .replace(/\/+$/, '')
            .replace(/^\.?$/, '**'));
}

// EXTERNAL MODULE: ../node_modules/smol-toml/dist/index.js + 8 modules
var smol_toml_dist = __webpack_require__(746);
// EXTERNAL MODULE: ../node_modules/valibot/dist/index.mjs
var valibot_dist = __webpack_require__(728);
;// CONCATENATED MODULE: ./kanuka/config.js
// .kanuka/config.toml: the project and who its members are.





const ConfigSchema = valibot_dist/* looseObject */._H3({
    project: valibot_dist/* looseObject */._H3({
        project_uuid: valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(), valibot_dist/* trim */.Bqr(), valibot_dist/* nonEmpty */.hq()),
        name: valibot_dist/* optional */.lqM(valibot_dist/* string */.YjP(), ''),
    }),
    users: valibot_dist/* optional */.lqM(valibot_dist/* record */.g1P(valibot_dist/* string */.YjP(), valibot_dist/* string */.YjP()), {}),
    devices: valibot_dist/* optional */.lqM(valibot_dist/* record */.g1P(valibot_dist/* string */.YjP(), valibot_dist/* looseObject */._H3({ email: valibot_dist/* optional */.lqM(valibot_dist/* string */.YjP()), name: valibot_dist/* optional */.lqM(valibot_dist/* string */.YjP()) })), {}),
});
/**
 * Reads the configuration of the store at `root` (absolute).
 * @param shown how errors name the file, relative to the workspace
 * @returns undefined when there is no config.toml
 * @throws ActionError CONFIG_INVALID
 */
function readConfig(root, shown) {
    const read = (0,platform_files/* readRegularFile */.XF)(`${root}/${CONFIG_FILE}`, MAX_CONFIG_BYTES);
    if ('failure' in read) {
        if (read.failure === 'absent')
            return undefined;
        throw config_invalid(shown, `cannot be used: ${read.failure}`);
    }
    return parseConfig(read.bytes, shown);
}
/** @throws ActionError CONFIG_INVALID */
function parseConfig(bytes, shown) {
    const text = decode(bytes, shown);
    const marker = text.search(/^(<{7}|>{7}) /m);
    if (marker !== -1) {
        const line = text.slice(0, marker).split('\n').length;
        throw config_invalid(shown, 'holds conflict markers of an unfinished merge', line);
    }
    const parsed = valibot_dist/* safeParse */.xLC(ConfigSchema, parseToml(text, shown));
    if (!parsed.success)
        throw config_invalid(shown, describeIssue(parsed.issues[0]));
    const { project, users, devices } = parsed.output;
    return {
        projectUuid: project.project_uuid,
        projectName: project.name,
        users: new Map(Object.entries(users)),
        devices: new Map(Object.entries(devices).map(([uuid, { email, name }]) => [uuid, { email, name }])),
    };
}
function decode(bytes, shown) {
    try {
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        if (text.startsWith('\ufeff'))
            throw config_invalid(shown, 'starts with a byte order mark', 1);
        return text;
    }
    catch (error) {
        if (error instanceof errors_0/* ActionError */.lZ)
            throw error;
        throw config_invalid(shown, 'is not UTF-8');
    }
}
function parseToml(text, shown) {
    try {
        return (0,smol_toml_dist/* parse */.qg)(text);
    }
    catch (error) {
        if (error instanceof smol_toml_dist/* TomlError */.zx)
            throw config_invalid(shown, 'is no TOML', error.line);
        throw config_invalid(shown, 'is no TOML');
    }
}
function describeIssue(issue) {
    const path = valibot_dist/* getDotPath */.BuJ(issue) ?? '';
    if (path === 'project' || path === 'project.project_uuid') {
        return 'has no `project_uuid` in [project]';
    }
    return `has a wrong value at \`${path}\``;
}
function config_invalid(shown, why, line) {
    return new errors_0/* ActionError */.lZ('CONFIG_INVALID', {
        what: `${shown} ${why}`,
        where: { file: shown, ...(line !== undefined && { line }) },
        fix: 'Restore it from git history (`git log -- .kanuka/config.toml`); `kanuka secrets doctor` checks it.',
    });
}

;// CONCATENATED MODULE: ./kanuka/members.js
// Who belongs to a store: public keys and wrapped keys on disk, names from config.toml.





/** All members of the store at `root` (absolute), by UUID. */
function readMembers(root, config) {
    const publicKeys = uuidsIn(root, PUBLIC_KEYS_FOLDER, PUBLIC_KEY_SUFFIX);
    const wrappedKeys = uuidsIn(root, WRAPPED_KEYS_FOLDER, CIPHERTEXT_SUFFIX);
    return [...new Set([...publicKeys, ...wrappedKeys])].toSorted().map((uuid) => ({
        uuid,
        email: config.devices.get(uuid)?.email ?? config.users.get(uuid),
        device: config.devices.get(uuid)?.name,
        state: stateOf(publicKeys.has(uuid), wrappedKeys.has(uuid)),
        ...(publicKeys.has(uuid) ? readPublicKey(root, uuid) : NO_PUBLIC_KEY),
    }));
}
function stateOf(hasPublicKey, hasWrappedKey) {
    if (!hasPublicKey)
        return 'orphan';
    return hasWrappedKey ? 'active' : 'pending';
}
function uuidsIn(root, folder, suffix) {
    const stems = fileNames(root, folder)
        .filter((name) => name.endsWith(suffix))
        .map((n) => n.slice(0, -suffix.length));
    return new Set(stems.filter(isUuid));
}
/**
 * Names in a folder of the store at `root`; none when git did not keep the empty folder.
 * @throws ActionError FILE_UNREADABLE
 */
function fileNames(root, folder) {
    if ((0,platform_files/* statOf */._N)(`${root}/${folder}`)?.isSymbolicLink())
        throw unlistable(folder, 'a link');
    try {
        return (0,external_node_fs_.readdirSync)(`${root}/${folder}`);
    }
    catch (error) {
        if ((0,platform_files/* errorCode */.CA)(error) === 'ENOENT')
            return [];
        throw unlistable(folder, (0,platform_files/* errorCode */.CA)(error));
    }
}
function unlistable(folder, why) {
    return new errors_0/* ActionError */.lZ('FILE_UNREADABLE', {
        what: `${folder} cannot be listed (${why})`,
        where: { file: folder },
        fix: 'It must be a real folder that the runner may read: restore it from git history.',
    });
}
const NO_PUBLIC_KEY = { publicKey: undefined, oddity: undefined };
function readPublicKey(root, uuid) {
    const path = `${root}/${PUBLIC_KEYS_FOLDER}/${uuid}${PUBLIC_KEY_SUFFIX}`;
    const read = (0,platform_files/* readRegularFile */.XF)(path, MAX_KEY_FILE_BYTES);
    if ('failure' in read)
        return { publicKey: undefined, oddity: `cannot be read: ${read.failure}` };
    return parsePublicKey(read.bytes);
}
/** Kanuka writes SPKI PEM with an RSA key; PKCS#1 is readable, but its own `sync` refuses it. */
function parsePublicKey(bytes) {
    let key;
    try {
        if (bytes.includes('PRIVATE KEY'))
            return { publicKey: undefined, oddity: 'holds a PRIVATE key' };
        key = (0,external_node_crypto_.createPublicKey)(bytes);
    }
    catch {
        return { publicKey: undefined, oddity: 'holds no public key in PEM form' };
    }
    if (key.asymmetricKeyType !== 'rsa') {
        const kind = (key.asymmetricKeyType ?? 'unknown').toUpperCase();
        return { publicKey: undefined, oddity: `holds a key of kind ${kind}; Kanuka takes RSA only` };
    }
    const isPkcs1 = bytes.includes('-----BEGIN RSA PUBLIC KEY-----');
    return {
        publicKey: key,
        oddity: isPkcs1 ? 'is in PKCS#1 form, which `kanuka secrets sync` refuses' : undefined,
    };
}

;// CONCATENATED MODULE: ./kanuka/store.js
// One store as it lies in the checkout: configuration, members, names of its secret files. Reads
// only; holds no key.






/**
 * Reads the store at `root`.
 * @throws ActionError CONFIG_MISSING, CONFIG_INVALID, STORE_LEGACY
 */
function readStore(workspace, root) {
    const path = (0,platform_files/* slashed */.df)(workspace, root);
    const shown = (inside) => (path === '.' ? inside : `${path}/${inside}`);
    const config = readConfig(root, shown(CONFIG_FILE));
    if (!config)
        throw withoutConfig(root, shown);
    const found = findSecretFiles(root);
    const members = readMembers(root, config);
    const warnings = [
        ...members.flatMap(({ uuid, oddity }) => oddity === undefined
            ? []
            : [{ file: shown(`${PUBLIC_KEYS_FOLDER}/${uuid}${PUBLIC_KEY_SUFFIX}`), what: oddity }]),
        ...found.oddities.map((oddity) => ({ file: shown(oddity.path), what: oddity.what })),
    ];
    const name = config.projectName === '' ? path : config.projectName;
    return { ...found, root, path, config, members, title: `"${name}"`, warnings, shown };
}
function withoutConfig(root, shown) {
    const keys = fileNames(root, PUBLIC_KEYS_FOLDER).filter((name) => name.endsWith(PUBLIC_KEY_SUFFIX));
    const where = { file: shown(CONFIG_FILE) };
    if (keys.some((name) => !isUuid(name.slice(0, -PUBLIC_KEY_SUFFIX.length)))) {
        return new errors_0/* ActionError */.lZ('STORE_LEGACY', {
            what: `${shown('.kanuka')} is a legacy store: it has no config.toml, and its keys are named after users`,
            where,
            fix: 'Run any `kanuka` command in a local clone, which migrates it; check `user_uuid` in your own Kanuka config, run `kanuka secrets sync`, then commit and push.',
        });
    }
    return new errors_0/* ActionError */.lZ('CONFIG_MISSING', {
        what: `${shown(CONFIG_FILE)} is missing`,
        where,
        fix: 'Commit it (is `.kanuka/` ignored by a .gitignore?), or restore it from git history.',
    });
}

;// CONCATENATED MODULE: ./platform/trust.js
// Started by members, or with nothing of value in reach (a fork's pull request has no secrets).
// Everything else must prove what is checked out: pull_request_target, workflow_run, issue_comment,
// issues, discussion, fork, watch, and whatever GitHub adds.
const TRUSTED_EVENTS = new Set([
    '', // not in Actions at all
    'push',
    'schedule',
    'workflow_dispatch',
    'repository_dispatch',
    'merge_group',
    'pull_request',
    'pull_request_review',
    'pull_request_review_comment',
    'release',
    'create',
    'delete',
    'deployment',
    'deployment_status',
    'page_build',
    'registry_package',
    'branch_protection_rule',
    'dynamic',
]);
/** Whether the event may run with a checkout from elsewhere and secrets at once. */
function needsProof(workflow) {
    return !TRUSTED_EVENTS.has(workflow.eventName);
}
/** Why a repository secret can be empty in this run, as a sentence and the way out. */
function explainMissingKey(workflow) {
    if (workflow.actor === 'dependabot[bot]') {
        return {
            why: 'runs of Dependabot get no Actions secrets',
            fix: 'Add the key as a Dependabot secret too, or set `if-no-key: skip`.',
        };
    }
    if (workflow.isForkPullRequest) {
        return {
            why: 'a pull request from a fork gets no secrets',
            fix: 'Set `if-no-key: skip` where the workflow also runs for forks.',
        };
    }
    return {
        why: 'the secret is not set, has another name, or belongs to an environment that this job does not name',
        fix: 'Write `private-key: ${{ secrets.KANUKA_PRIVATE_KEY }}` and check `gh secret list`; a reusable workflow needs `secrets: inherit`.',
    };
}

;// CONCATENATED MODULE: ./commands/open-stores.js
// What every command with a private key does first: is the key there, may it be used on this event,
// which stores, which files; then all of them opened in memory.









/** @throws ActionError KEY_MISSING */
function missingKey(workflow) {
    const { why, fix } = explainMissingKey(workflow);
    return new errors_0/* ActionError */.lZ('KEY_MISSING', { what: `\`private-key\` is empty: ${why}`, fix });
}
/** Opens every selected file of every store, or throws with all that is wrong. */
async function openStores(inputs, deps) {
    const { workflow } = deps;
    const selections = await selectStores(inputs, workflow);
    if (!inputs.allowUntrusted)
        await refuseUntrusted(workflow, selections);
    const privateKey = await openPrivateKey(inputs, deps);
    return openAll(selections, privateKey, deps);
}
async function selectStores(inputs, workflow) {
    const roots = await locateStores(workflow.workspace.real, inputs.workingDirectories);
    const stores = await collect(roots, (root) => readStore(workflow.workspace.real, root));
    const selections = [];
    for (const store of stores) {
        selections.push({ store, ...(await selectFiles(store.secretFiles, inputs.files)) });
    }
    refuseUnknownFiles(selections, inputs.files);
    return selections;
}
function refuseUnknownFiles(selections, lines) {
    const [first, ...others] = selections;
    // A path that any of the stores knows is right.
    const nowhere = [...(first?.unknown ?? [])].filter(([path]) => others.every(({ unknown }) => unknown.has(path)));
    (0,errors_0/* throwIfAny */.MI)(nowhere.map(([, error]) => error));
    const isEmpty = selections.every(({ paths }) => paths.length === 0);
    const hasFiles = selections.some(({ store }) => store.secretFiles.length > 0);
    if (!isEmpty || (lines.length === 0 && !hasFiles))
        return;
    throw new errors_0/* ActionError */.lZ('NOTHING_SELECTED', {
        what: `\`files\` matches none of the secret files (${lines.join(', ')})`,
        fix: hasFiles
            ? `The store has: ${selections
                .flatMap(({ store }) => store.secretFiles)
                .slice(0, 10)
                .join(', ')}`
            : 'The store has no secret files: run `kanuka secrets encrypt` and commit.',
    });
}
async function refuseUntrusted(workflow, selections) {
    if (!needsProof(workflow))
        return;
    const { whyNotTheEventCommit } = await __webpack_require__.e(/* import() */ 401).then(__webpack_require__.bind(__webpack_require__, 401));
    for (const { store } of selections) {
        const why = await whyNotTheEventCommit(workflow, {
            root: store.root,
            folder: STORE_FOLDER,
            files: store.secretFiles,
        });
        if (why === undefined)
            continue;
        throw new errors_0/* ActionError */.lZ('UNTRUSTED_EVENT', {
            what: `the private key is not used on \`${workflow.eventName}\`: ${why}`,
            where: { file: store.shown('.kanuka') },
            fix: "Check out the event's own commit (actions/checkout without `ref:` and `repository:`). Only if outsiders cannot choose what is checked out: `allow-untrusted: true`.",
        });
    }
}
async function openPrivateKey(inputs, deps) {
    const pasted = inputs.privateKey?.reveal();
    if (pasted === undefined)
        throw missingKey(deps.workflow);
    const passphrase = inputs.passphrase?.reveal();
    const policy = { minLength: 4, publicValues: new Set() };
    // GitHub masks a secret only as it was pasted, and a key from another step not at all.
    for (const text of [pasted, passphrase ?? ''])
        deps.mask(masksOf(text, policy).masks);
    const privateKey = await readPrivateKey(pasted, passphrase);
    deps.mask(privateKey.secretLines);
    return privateKey;
}
async function openAll(selections, privateKey, deps) {
    return collect(selections, async ({ store, paths }) => {
        const opened = await openStore(store, privateKey, paths);
        deps.debug(`${store.title} at ${store.path}: ${opened.files.length} files open`);
        return opened;
    });
}
// Every store is tried, so that one run reports all that is wrong.
async function collect(items, run) {
    const results = [];
    const errors = [];
    for (const item of items) {
        try {
            results.push(await run(item));
        }
        catch (error) {
            if (!(error instanceof errors_0/* ActionError */.lZ || error instanceof errors_0/* ActionErrors */.o9))
                throw error;
            errors.push(...(0,errors_0/* toActionErrors */.vb)(error));
        }
    }
    (0,errors_0/* throwIfAny */.MI)(errors);
    return results;
}

// EXTERNAL MODULE: ./git/repository.js
var git_repository = __webpack_require__(884);
;// CONCATENATED MODULE: ./commands/targets.js
// Where the plaintext of each opened file goes, and whether it may: inside the store or the output
// directory, never through a link, never over a file that git tracks.





/** @param outputDirectory the input; undefined = beside the ciphertext */
async function planTargets(workflow, stores, outputDirectory) {
    const base = outputDirectory && outputBase(workflow, outputDirectory);
    const places = stores.flatMap(({ store, files }) => files.map((file) => {
        const below = stores.length > 1 ? store.path : '.';
        return base
            ? { file, within: base.within, path: (0,external_node_path_.resolve)(base.path, below, file.plaintextPath) }
            : { file, within: store.root, path: (0,external_node_path_.join)(store.root, file.plaintextPath) };
    }));
    const workspace = workflow.workspace.real;
    const clashes = clashesOf(places.map(({ path }) => (0,platform_files/* shownPath */.pS)(workspace, path)));
    const trackers = new Trackers(workspace);
    const targets = [];
    const errors = [...clashes];
    for (const place of places) {
        const result = await lookAt(place, workspace, trackers);
        if (result instanceof errors_0/* ActionError */.lZ)
            errors.push(result);
        else
            targets.push(result);
    }
    return { targets, errors };
}
async function lookAt({ file, within, path }, workspace, trackers) {
    const shown = (0,platform_files/* shownPath */.pS)(workspace, path);
    const found = (0,platform_files/* statOf */._N)(path);
    const write = {
        path,
        shown,
        within,
        replaces: found !== undefined,
        content: () => file.plaintext.reveal(),
    };
    if (!found)
        return { file, write, state: 'new' };
    if (!found.isFile())
        return notAFile(shown);
    if (!(0,platform_files/* isFreeOfLinks */.HQ)(within, (0,external_node_path_.dirname)(path)))
        return throughLink(shown);
    const tracked = await trackers.isTracked(path);
    if (tracked !== false)
        return trackedPlaintext(shown, tracked);
    return { file, write, state: hasContent(path, file) ? 'unchanged' : 'replaced' };
}
function hasContent(path, file) {
    const read = (0,platform_files/* readRegularFile */.XF)(path, file.size);
    return 'bytes' in read && read.bytes.equals(file.plaintext.reveal());
}
/** Asks each repository once what it tracks. */
class Trackers {
    #workspace;
    #tracked = new Map();
    constructor(workspace) {
        this.#workspace = workspace;
    }
    /** undefined when there is a repository that cannot be asked. */
    async isTracked(path) {
        const repository = (0,git_repository/* findRepository */.W)(this.#workspace, (0,external_node_path_.dirname)(path));
        if (!repository)
            return false;
        const known = this.#tracked.get(repository.workTree) ?? repository.trackedPaths();
        this.#tracked.set(repository.workTree, known);
        return (await known)?.has(repository.relative(path));
    }
}
// Names that one disk keeps apart are the same on another: by case, by Unicode normal form.
function clashesOf(paths) {
    const seen = new Map();
    const errors = [];
    for (const path of paths) {
        const key = path.normalize('NFC').toLowerCase();
        const other = seen.get(key);
        if (other !== undefined) {
            errors.push(new errors_0/* ActionError */.lZ('TARGET_CLASH', {
                what: `two secret files would be written to one path: ${other} and ${path}`,
                where: { file: path },
                fix: 'Rename one of them, or choose one with `files`.',
            }));
        }
        seen.set(key, path);
    }
    return errors;
}
function outputBase(workflow, input) {
    const asked = (0,external_node_path_.resolve)(workflow.workspace.given, input);
    const home = [workflow.temp, workflow.workspace].find(({ given, real }) => (0,platform_files/* isWithin */.UO)(given, asked) || (0,platform_files/* isWithin */.UO)(real, asked));
    if (!home) {
        throw unsafeOutput(input, "it is neither inside the workspace nor inside the runner's temp folder");
    }
    const path = realPlace(home, asked);
    const parts = (0,external_node_path_.relative)(home.real, path).split(external_node_path_.sep);
    if (parts.includes('.git') || parts.includes(STORE_FOLDER)) {
        throw unsafeOutput(input, `it is inside .git or ${STORE_FOLDER}`);
    }
    if (!(0,platform_files/* isFreeOfLinks */.HQ)(home.real, path))
        throw unsafeOutput(input, 'it leads through a link');
    const there = (0,platform_files/* statOf */._N)(path);
    if (there && !there.isDirectory())
        throw unsafeOutput(input, 'it is no folder');
    return { path, within: home.real };
}
function realPlace(home, asked) {
    return (0,platform_files/* isWithin */.UO)(home.given, asked) ? (0,external_node_path_.resolve)(home.real, (0,external_node_path_.relative)(home.given, asked)) : asked;
}
function unsafeOutput(input, why) {
    return new errors_0/* ActionError */.lZ('PATH_UNSAFE', {
        what: `\`output-directory: ${input}\` cannot be used: ${why}`,
        fix: 'Name a folder below the workspace, or one like `${{ runner.temp }}/secrets`.',
    });
}
function notAFile(shown) {
    return new errors_0/* ActionError */.lZ('TARGET_NOT_A_FILE', {
        what: `${shown} exists and is no regular file (a folder or a link), so it is not replaced`,
        where: { file: shown },
        fix: 'Remove it from the checkout, or write elsewhere with `output-directory`.',
    });
}
function throughLink(shown) {
    return new errors_0/* ActionError */.lZ('PATH_UNSAFE', {
        what: `${shown} cannot be written: a folder on the way is a link`,
        where: { file: shown },
        fix: 'Remove the link from the checkout, or write elsewhere with `output-directory`.',
    });
}
function trackedPlaintext(shown, tracked) {
    const name = (0,external_node_path_.basename)(shown);
    return new errors_0/* ActionError */.lZ('PLAINTEXT_TRACKED', {
        what: tracked
            ? `the plaintext ${shown} is committed to git; it is not touched, because cleaning up would delete it`
            : `${shown} exists, and git cannot be asked whether it is committed`,
        where: { file: shown },
        fix: tracked
            ? `Its values are public to all who can read the repository: change them, then \`git rm --cached ${name}\` and add it to .gitignore.`
            : 'Install git on the runner, or write elsewhere with `output-directory`.',
    });
}

;// CONCATENATED MODULE: ./commands/decrypt.js
// decrypt: from encrypted files to files, variables and outputs of the job. Everything is opened,
// derived and checked in memory first; then it is masked; only then anything is written.













const NO_VARIABLES = { variables: new Map(), overridden: [], errors: [] };
async function decrypt(inputs, deps) {
    if (!inputs.privateKey && inputs.ifNoKey === 'skip')
        return skipped(deps);
    refuseWithoutRunnerFiles(inputs, deps);
    const stores = await openStores(inputs, deps);
    const files = stores.flatMap((opened) => opened.files.map((file) => look(opened, file)));
    const collected = await decrypt_collect(files, inputs, deps);
    const masking = maskAll(files, collected, { inputs, deps });
    const plan = inputs.writeFiles
        ? await planTargets(deps.workflow, stores, inputs.outputDirectory)
        : { targets: [], errors: [] };
    (0,errors_0/* throwIfAny */.MI)([...collected.errors, ...plan.errors]);
    if (!inputs.dryRun)
        await write(plan.targets, collected, { inputs, deps });
    const namesVisible = inputs.showNames === 'true' || (inputs.showNames === 'auto' && deps.workflow.isPrivate);
    const decrypted = { stores, files, targets: plan.targets, collected, masking, namesVisible };
    return describeDecrypt(decrypted, inputs, deps.workflow);
}
function skipped(deps) {
    const { what } = missingKey(deps.workflow);
    return {
        ...EMPTY_REPORT,
        headline: 'Nothing was decrypted: there is no private key',
        notices: [{ text: `${what}; skipped, because \`if-no-key\` is \`skip\`` }],
        outputs: { changed: 'false', skipped: 'true' },
        details: { skipped: true },
    };
}
// Without these files the toolkit would print names and values into the log instead.
function refuseWithoutRunnerFiles(inputs, deps) {
    const missing = [
        inputs.exportEnv && !deps.workflow.hasEnvironmentFile ? 'GITHUB_ENV' : '',
        inputs.setOutputs && !deps.workflow.hasOutputFile ? 'GITHUB_OUTPUT' : '',
    ].filter((name) => name !== '');
    if (missing.length === 0)
        return;
    throw new errors_0/* ActionError */.lZ('RUNNER_FILE_MISSING', {
        what: `the runner gave no file for variables (${missing.join(', ')})`,
        fix: 'Exports and outputs work only in a step of GitHub Actions, with a current runner.',
    });
}
function look(opened, file) {
    return {
        opened,
        file,
        shown: opened.store.shown(file.path),
        dotenv: readDotenv(file.plaintext.reveal()),
    };
}
async function decrypt_collect(files, inputs, deps) {
    if (!inputs.exportEnv && !inputs.setOutputs)
        return NO_VARIABLES;
    const schema = inputs.keySchema === IDENTITY_SCHEMA
        ? undefined
        : (await Promise.all(/* import() */[__webpack_require__.e(496), __webpack_require__.e(683)]).then(__webpack_require__.bind(__webpack_require__, 683))).parseKeySchema(inputs.keySchema);
    const sources = files.map(({ opened, file, shown, dotenv }) => ({
        file: shown,
        plaintextName: file.plaintextPath,
        project: opened.store.config.projectName,
        dotenv,
        size: file.size,
    }));
    const collected = collectVariables(sources, {
        selection: parseSelection(inputs.select),
        schema,
        environment: inputs.environment,
        branch: deps.workflow.refName,
    });
    return { ...collected, errors: [...collected.errors, ...checkNames(collected, inputs)] };
}
function checkNames({ variables }, inputs) {
    const own = Object.keys(action_definition/* outputDefinitions */.M0);
    const errors = [
        ...(inputs.exportEnv ? checkEnvironment(variables, inputs.allowEnv) : []),
        ...(inputs.setOutputs ? checkOutputs(variables, own) : []),
    ];
    // Asked for both, an invalid name is found twice.
    return [...new Map(errors.map((error) => [`${error.code} ${error.what}`, error])).values()];
}
function maskAll(files, { variables }, { inputs, deps }) {
    const { refName, repository, owner, actor } = deps.workflow;
    const name = repository.split('/')[1] ?? '';
    const policy = {
        minLength: inputs.minMaskLength,
        publicValues: new Set([refName, repository, name, owner, actor]),
    };
    // A renamed variable may be named either way.
    const renamed = [...variables.values()].filter((v) => inputs.unmasked.includes(v.name));
    const unmasked = new Set([...inputs.unmasked, ...renamed.map((v) => v.sourceName)]);
    const collector = new MaskCollector(policy, unmasked);
    for (const { sourceName, value } of variables.values()) {
        collector.addExported(sourceName, value.reveal());
    }
    for (const { file, shown, dotenv } of files) {
        collector.addFile(shown, file.plaintext.reveal(), dotenv);
    }
    deps.mask(collector.masks);
    return collector.report();
}
async function write(targets, { variables }, { inputs, deps }) {
    const writes = targets.filter(({ state }) => state !== 'unchanged').map((target) => target.write);
    if (writes.length > 0)
        await writeAllOrNothing(writes, deps.journal());
    for (const { state, write: planned } of targets) {
        if (state === 'unchanged')
            makePrivate(planned.path);
    }
    if (!inputs.exportEnv || variables.size === 0)
        return;
    // An empty PATH would break the posts of other actions.
    deps.journal().variables([...variables.keys()].filter((name) => !isReservedName(name)));
}


/***/ }),

/***/ 884:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ findRepository)
/* harmony export */ });
/* unused harmony export Repository */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(760);
/* harmony import */ var _actions_exec__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(33);
/* harmony import */ var _platform_environment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(480);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(250);
// Typed git, plumbing only. git does what the checkout says (hooks, filters, fsmonitor, aliases), so
// every call names its repository and work tree, gets an environment of its own, and switches off
// what a checkout could bring. https://git-scm.com/docs/git#_environment_variables




const CONFIG = [
    ['safe.bareRepository', 'explicit'],
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['gc.auto', '0'],
    ['submodule.recurse', 'false'],
    ['protocol.allow', 'never'],
];
class Repository {
    /** Absolute path of the work tree. */
    workTree;
    constructor(workTree) {
        this.workTree = workTree;
    }
    /** Commit id of HEAD; undefined before the first commit. */
    async head() {
        const { exitCode, stdout } = await this.#git(['rev-parse', '--verify', '-q', 'HEAD^{commit}']);
        return exitCode === 0 ? stdout.trim() : undefined;
    }
    /** The URL of the remote `origin`; undefined when there is none. */
    async originUrl() {
        const { exitCode, stdout } = await this.#git(['config', '--get', 'remote.origin.url']);
        return exitCode === 0 ? stdout.trim() : undefined;
    }
    /** Paths in the index, relative to the work tree; undefined when git cannot tell. */
    async trackedPaths() {
        const { exitCode, stdout } = await this.#git(['ls-files', '-z', '--full-name']);
        return exitCode === 0 ? new Set(stdout.split('\0')) : undefined;
    }
    /** Objects as they are stored, in the order of the ids; undefined when one is missing. */
    async objects(ids) {
        const chunks = [];
        const { exitCode } = await this.#git(['cat-file', '--batch'], {
            input: Buffer.from(ids.map((id) => `${id}\n`).join('')),
            listeners: { stdout: (chunk) => chunks.push(chunk) },
        });
        return exitCode === 0 ? parseBatch(Buffer.concat(chunks), ids.length) : undefined;
    }
    /** A path as git names it. */
    relative(path) {
        return (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_2__/* .slashed */ .df)(this.workTree, path);
    }
    async #git(args, more = {}) {
        const fixed = [`--git-dir=${this.workTree}/.git`, `--work-tree=${this.workTree}`];
        try {
            return await (0,_actions_exec__WEBPACK_IMPORTED_MODULE_3__/* .getExecOutput */ .H)('git', [...fixed, ...args], {
                ...more,
                cwd: this.workTree,
                env: childEnvironment(this.workTree),
                silent: true,
                ignoreReturnCode: true,
            });
        }
        catch {
            // There is no git program: nothing can be asked, and each caller says what that means.
            return { exitCode: 127, stdout: '' };
        }
    }
}
// Each object: `<id> <type> <size>`, a line end, its bytes, a line end. https://git-scm.com/docs/git-cat-file
function parseBatch(output, amount) {
    const objects = [];
    let at = 0;
    while (objects.length < amount) {
        const end = output.indexOf('\n', at);
        const head = end === -1 ? '' : output.toString('latin1', at, end);
        const [, type, size] = /^[0-9a-f]+ ([a-z]+) (\d+)$/.exec(head) ?? [];
        if (type === undefined)
            return undefined;
        const start = end + 1;
        objects.push({ type, bytes: output.subarray(start, start + Number(size)) });
        at = start + Number(size) + 1;
    }
    return objects;
}
/**
 * The repository that `folder` belongs to, looked for up to the workspace and never above.
 * @returns undefined outside of any repository
 */
function findRepository(workspace, folder) {
    for (let at = folder; (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_2__/* .isWithin */ .UO)(workspace, at); at = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(at)) {
        const stats = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_2__/* .statOf */ ._N)(`${at}/.git`);
        if (stats?.isDirectory() || stats?.isFile())
            return new Repository(at);
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(at) === at)
            break;
    }
    return undefined;
}
function childEnvironment(workTree) {
    const config = [...CONFIG, ['safe.directory', workTree]];
    const env = {
        PATH: _platform_environment_js__WEBPACK_IMPORTED_MODULE_1__/* .environment */ .cA['PATH'] ?? '',
        LC_ALL: 'C',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_TERMINAL_PROMPT: '0',
        GIT_OPTIONAL_LOCKS: '0',
        GIT_LITERAL_PATHSPECS: '1',
        GIT_NO_LAZY_FETCH: '1',
        GIT_NO_REPLACE_OBJECTS: '1',
        GIT_CONFIG_COUNT: String(config.length),
    };
    for (const [index, [name, value]] of config.entries()) {
        env[`GIT_CONFIG_KEY_${index}`] = name;
        env[`GIT_CONFIG_VALUE_${index}`] = value;
    }
    // Windows starts no process without it.
    if (_platform_environment_js__WEBPACK_IMPORTED_MODULE_1__/* .environment */ .cA['SystemRoot'])
        env['SystemRoot'] = _platform_environment_js__WEBPACK_IMPORTED_MODULE_1__/* .environment */ .cA['SystemRoot'];
    return env;
}


/***/ }),

/***/ 250:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CA: () => (/* binding */ errorCode),
/* harmony export */   HQ: () => (/* binding */ isFreeOfLinks),
/* harmony export */   UO: () => (/* binding */ isWithin),
/* harmony export */   XF: () => (/* binding */ readRegularFile),
/* harmony export */   _N: () => (/* binding */ statOf),
/* harmony export */   df: () => (/* binding */ slashed),
/* harmony export */   pS: () => (/* binding */ shownPath),
/* harmony export */   q7: () => (/* binding */ breathe)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(760);
// Reading files of a hostile checkout: regular files only, never through a link, never unbounded.
// Synchronous on purpose: stores hold many small files, and for those a call costs microseconds
// while a round through node's thread pool costs ten times that. `breathe` lets signals in.


// NONBLOCK so that a named pipe in the checkout does not stop us; NOFOLLOW does not exist on Windows.
const READ_FLAGS = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW ?? 0) | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0);
/** Reads one regular file of at most `limit` bytes. Says why not instead of throwing. */
function readRegularFile(path, limit) {
    let file;
    try {
        file = node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync(path, READ_FLAGS);
    }
    catch (error) {
        return { failure: openFailure(error), reason: errorCode(error) };
    }
    try {
        const stats = node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync(file);
        if (!stats.isFile())
            return { failure: 'no regular file' };
        if (stats.size > limit)
            return { failure: 'too large', size: stats.size };
        return { bytes: readExactly(file, stats.size) };
    }
    catch (error) {
        return { failure: 'unreadable', reason: errorCode(error) };
    }
    finally {
        node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync(file);
    }
}
// A file that grows while it is read must not grow our memory: no more than was measured.
function readExactly(file, length) {
    const buffer = Buffer.allocUnsafeSlow(length);
    let filled = 0;
    while (filled < length) {
        const bytesRead = node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync(file, buffer, filled, length - filled, filled);
        if (bytesRead === 0)
            break;
        filled += bytesRead;
    }
    return buffer.subarray(0, filled);
}
function openFailure(error) {
    switch (errorCode(error)) {
        case 'ENOENT':
        case 'ENOTDIR':
            return 'absent';
        case 'ELOOP':
        case 'EMLINK':
        case 'ENXIO':
            return 'no regular file';
        default:
            return 'unreadable';
    }
}
function errorCode(error) {
    return error?.code ?? 'unknown';
}
/** What stands at the path itself, links not followed; undefined when nothing does. */
function statOf(path) {
    try {
        return node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync(path, { throwIfNoEntry: false });
    }
    catch (error) {
        // What has such a name cannot be there.
        if (['ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(errorCode(error)))
            return undefined;
        throw error;
    }
}
/** Whether `path` is `folder` or below it, by names alone. Both absolute. */
function isWithin(folder, path) {
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(folder, path);
    return way === '' || (way !== '..' && !way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(way));
}
/** `path` relative to `folder` with `/`; `.` for the folder itself. */
function slashed(folder, path) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(folder, path).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join('/') || '.';
}
/** The path as outputs show it: relative to the workspace where it lies inside, else absolute. */
function shownPath(workspace, path) {
    return isWithin(workspace, path) ? slashed(workspace, path) : path.split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join('/');
}
/**
 * Whether nothing on the way from `folder` down to `path` is a link. `folder` must be a real path;
 * the last parts of `path` need not exist.
 */
function isFreeOfLinks(folder, path) {
    let present = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(path);
    const missing = [];
    while (statOf(present) === undefined) {
        const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(present, '..');
        if (parent === present)
            return false;
        missing.unshift(slashed(parent, present));
        present = parent;
    }
    if (!isWithin(folder, present))
        return isWithin(present, folder);
    try {
        return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(present), ...missing) === (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(path);
    }
    catch {
        // A link to nothing, or to itself.
        return false;
    }
}
const LONGEST_STRETCH_MS = 50;
let lastTurn = Date.now();
/** To be awaited in long loops: lets the event loop turn now and then, so that signals get in. */
async function breathe() {
    if (Date.now() - lastTurn < LONGEST_STRETCH_MS)
        return;
    await new Promise((resume) => setImmediate(resume));
    lastTurn = Date.now();
}


/***/ })

};
