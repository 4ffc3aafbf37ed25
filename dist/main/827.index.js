export const id = 827;
export const ids = [827];
export const modules = {

/***/ 7417:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ committedBlobs),
/* harmony export */   T: () => (/* binding */ objectId)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
// Which blobs a commit holds, proven: every object on the way from the commit's id down to a path is
// hashed again. git itself does not do that when it reads, and a `.git` folder that came out of an
// archive may hold anything under any id.

/**
 * Ids of the regular files at a commit whose paths start with `prefix`, by path.
 * @returns undefined when an object is missing or is not what its id says
 */
async function committedBlobs(repository, commit, prefix) {
    const [object] = (await proven(repository, [commit])) ?? [];
    const [, root] = /^tree ([0-9a-f]+)\n/.exec(object?.bytes.toString('latin1', 0, 80) ?? '') ?? [];
    if (root === undefined)
        return undefined;
    const blobs = new Map();
    let trees = [{ prefix: '', id: root }];
    while (trees.length > 0) {
        const objects = await proven(repository, trees.map(({ id }) => id));
        if (!objects)
            return undefined;
        trees = trees.flatMap((tree, index) => {
            const entries = entriesOf(objects[index]?.bytes ?? Buffer.alloc(0), commit.length / 2);
            return entries.flatMap(({ mode, name, id }) => {
                const path = tree.prefix + name;
                if (mode.startsWith('100') && path.startsWith(prefix))
                    blobs.set(path, id);
                const isOnTheWay = `${path}/`.startsWith(prefix) || prefix.startsWith(`${path}/`);
                return mode === '40000' && isOnTheWay ? [{ prefix: `${path}/`, id }] : [];
            });
        });
    }
    return blobs;
}
/** The id of an object with these bytes; `idLength` in hex digits tells SHA-1 from SHA-256. */
function objectId(type, bytes, idLength) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(idLength === 64 ? 'sha256' : 'sha1');
    return hash.update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}
async function proven(repository, ids) {
    const objects = await repository.objects(ids);
    const isProven = objects?.every(({ type, bytes }, index) => objectId(type, bytes, ids[index]?.length ?? 0) === ids[index]);
    return isProven ? objects : undefined;
}
// A tree is a row of `<mode> <name>`, NUL, id in bytes.
function entriesOf(tree, idBytes) {
    const entries = [];
    for (let at = 0; at < tree.length;) {
        const blank = tree.indexOf(' ', at);
        const nul = tree.indexOf(0, blank);
        if (blank === -1 || nul === -1)
            break;
        entries.push({
            mode: tree.toString('latin1', at, blank),
            name: tree.toString('utf8', blank + 1, nul),
            id: tree.toString('hex', nul + 1, nul + 1 + idBytes),
        });
        at = nul + 1 + idBytes;
    }
    return entries;
}


/***/ }),

/***/ 5790:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ repositoryOn)
/* harmony export */ });
// What the URL of a remote says: which repository of which server.
const URL_FORM = /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/git@|git@)([^/:]+(?::\d+)?)[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/;
const NO_NAME = /(?:^|\/)\.\.?(?:\/|$)/;
/** `owner/name` of an https, http or ssh URL, if it is of this server. */
function repositoryOn(serverUrl, url) {
    const [, server = '', path = ''] = URL_FORM.exec(url ?? '') ?? [];
    const isHere = server.toLowerCase() === new URL(serverUrl).host;
    return isHere && !NO_NAME.test(path) ? path : undefined;
}


/***/ }),

/***/ 1946:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Remote: () => (/* binding */ Remote)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./errors.js
var errors = __webpack_require__(5650);
// EXTERNAL MODULE: ./platform/printable.js
var printable = __webpack_require__(9298);
// EXTERNAL MODULE: ./platform/environment.js
var environment = __webpack_require__(7480);
// EXTERNAL MODULE: ./git/git-process.js
var git_process = __webpack_require__(7914);
// EXTERNAL MODULE: ./git/network.js
var git_network = __webpack_require__(9560);
;// CONCATENATED MODULE: ./git/connection.js
// How this machine and this checkout reach a remote. A call over the network is made in a git folder
// of our own, which knows none of their settings: the few that are needed are looked up here.



/** @throws ActionError REMOTE_FAILED for a URL that is not used */
async function connect(repository, scratch, options) {
    const { url, serverUrl, token } = options;
    const protocol = (0,git_network/* protocolOf */.AT)(url);
    const network = { url, serverUrl, token };
    const plain = (0,git_network/* plainUrl */.kP)(url, repository.workTree);
    if (protocol === 'file')
        return { network, url: plain };
    if (protocol === 'ssh') {
        const sshCommand = await setting(repository, ['--get', 'core.sshCommand']);
        return { network: { ...network, ...(sshCommand && { sshCommand }) }, url: plain };
    }
    const settings = [...(await machineSettings(scratch, plain))];
    if ((0,git_network/* authorizationFor */.rv)(network) === undefined) {
        const header = await setting(repository, ['--get-urlmatch', 'http.extraheader', plain]);
        if (header)
            settings.push([(0,git_network/* headerSetting */.Il)(plain), header]);
    }
    return { network: { ...network, settings }, url: plain };
}
async function setting(repository, args) {
    const { exitCode, stdout } = await (0,git_process/* runGit */.EO)(repository.place, ['config', ...args]);
    return exitCode === 0 ? stdout.toString('utf8').replace(/\r?\n$/, '') : undefined;
}
const OF_THE_MACHINE = /^http\.(?:proxy|sslcainfo|sslcapath|sslbackend|schannelusesslcainfo)$/;
const FOLDERS = ['HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH'];
// A runner of one's own often has its proxy and its certificates in the settings of the machine or of
// the user alone, where actions/checkout found them. Read in the scratch folder: not those of a checkout.
async function machineSettings(scratch, url) {
    const args = ['config', '-z', '--get-urlmatch', 'http', url];
    const folders = Object.fromEntries(FOLDERS.map((name) => [name, environment/* environment */.cA[name]]));
    const env = { ...folders, GIT_CONFIG_NOSYSTEM: undefined, GIT_CONFIG_GLOBAL: undefined };
    const { exitCode, stdout } = await (0,git_process/* runGit */.EO)(scratch, args, { env });
    if (exitCode !== 0)
        return [];
    return stdout
        .toString('utf8')
        .split('\0')
        .map((line) => {
        const end = line.indexOf('\n');
        return [line.slice(0, end), line.slice(end + 1)];
    })
        .filter(([name]) => OF_THE_MACHINE.test(name));
}

;// CONCATENATED MODULE: ./git/remote-failure.js
// What a git that failed at a remote means. It says so in words alone, in English by LC_ALL=C; the
// words are those of git's transport and of GitHub's own refusals.




/** Another try may help. */
class PassingFailure extends errors/* ActionError */.lZ {
}
const MOVED = /fetch first|non-fast-forward|stale info|cannot lock ref|incorrect old value|already exists|failed to update ref|remote ref updated|needs force/i;
// Two names of which one is a folder of the other: no new look at the branch helps.
const NAME_CLASH = /exists; cannot create/i;
const PROTECTED = /protected branch|rule violations/i;
const PROTECTED_BY_GITHUB = /^remote: (?:error: )?GH0(?:06|13)\b/m;
const DENIED = [
    /returned error: 40[13]\b/,
    /could not read (?:Username|Password)/,
    /Authentication failed|Permission denied|marked as read only|refusing to allow/i,
    /^remote: (?:error: )?(?:Permission to .* denied|Write access to repository not granted)/im,
];
const PASSING = [
    /returned error: (?:429|5\d\d)\b|Internal Server Error|Service Unavailable/i,
    /RPC failed|hung up unexpectedly|early EOF|unexpected disconnect|Empty reply|transfer closed/i,
    /Connection (?:reset|refused|closed|timed out)|Operation (?:timed out|too slow)|Failed to connect/i,
    /Could not resolve host|Temporary failure in name resolution|SSL_ERROR_SYSCALL|Recv failure/i,
];
/** What a push was refused for; undefined when it was not about the branch. */
function refusalIn(result, network) {
    const reason = rejection(result);
    if (PROTECTED.test(reason) || (reason !== '' && PROTECTED_BY_GITHUB.test(result.stderr))) {
        return { kind: 'protected', why: wordsOfGithub(result, network) || (0,printable/* cell */.Hn)(reason) };
    }
    return MOVED.test(reason) && !NAME_CLASH.test(reason) ? { kind: 'moved' } : undefined;
}
/** @param doing what failed, as in `git could not …` */
function failure(result, doing, network) {
    const text = `${result.stderr}\n${rejection(result)}`;
    const url = (0,printable/* cell */.Hn)((0,git_network/* redacted */.pc)(network.url, network));
    const said = cleanWords(result, network);
    if (DENIED.some((pattern) => pattern.test(text))) {
        return new errors/* ActionError */.lZ('COMMIT_DENIED', {
            what: `git could not ${doing} ${url}: access was refused (${said})`,
            fix: 'With a GitHub token, give the job what it needs:\npermissions:\n  contents: write\nA token of a GitHub App or a deploy key needs write access to the contents of this repository, and must be valid still.',
        });
    }
    const details = {
        what: `git could not ${doing} ${url} (${said})`,
        fix: 'Run the job again if the network or the server was at fault. Else look whether `origin` names the right repository, whether the token may see it, and whether the runner reaches it: HTTPS_PROXY, and GIT_SSL_CAINFO for a certificate of your own.',
    };
    return PASSING.some((pattern) => pattern.test(text))
        ? new PassingFailure('REMOTE_FAILED', details)
        : new errors/* ActionError */.lZ('REMOTE_FAILED', details);
}
/** The reason in `!<from>:<to> TAB [rejected] (reason)`, as --porcelain has it on stdout. */
function rejection({ stdout }) {
    const [, reason = ''] = /^!\t[^\t]*\t(.*)$/m.exec(stdout.toString('utf8')) ?? [];
    return reason;
}
function wordsOfGithub({ stderr }, network) {
    const lines = [...stderr.matchAll(/^remote: *(?:error: )?(.*)$/gm)].map(([, line = '']) => line.trim());
    const start = lines.findIndex((line) => /^GH0\d\d\b/.test(line));
    const words = lines.slice(Math.max(0, start)).filter((line) => line !== '');
    return (0,printable/* cell */.Hn)((0,git_network/* redacted */.pc)(words.join(' '), network));
}
function cleanWords(result, network) {
    const remote = result.stderr.split('\n').find((line) => /^remote: *\S/.test(line));
    const words = [remote?.trim(), rejection(result) || (0,git_process/* lastWords */.aN)(result)].filter(Boolean);
    return (0,printable/* cell */.Hn)((0,git_network/* redacted */.pc)(words.join('; '), network)) || `exit code ${result.exitCode}`;
}

// EXTERNAL MODULE: ./git/scratch.js
var scratch = __webpack_require__(5236);
;// CONCATENATED MODULE: ./git/remote.js
// The remote of a checkout: looks at its branches, fetches from it, pushes to it. All of it happens in
// a git folder of our own (scratch.ts), so that neither refs nor settings of the checkout play a part.
// Never forces, and never merges.








const TRIES = 3;
const FIRST_PAUSE_MS = 1000;
/** What all methods may throw: ActionError COMMIT_DENIED, REMOTE_FAILED, GIT_MISSING, PATH_UNSAFE. */
class Remote {
    #repository;
    #options;
    #connection;
    constructor(repository, options) {
        this.#repository = repository;
        this.#options = options;
    }
    /** The commit that a branch of the remote stands at; undefined when there is no such branch. */
    async tip(branch) {
        return (0,scratch/* inScratch */.Q)(this.#repository, async (scratch) => this.#persistently(async () => this.#tip(scratch, branch)));
    }
    /**
     * Gets the objects of a branch's tip into the checkout's own; no ref remembers them. In a shallow or
     * partial clone these are the tip alone, without its history; the clone stays as it is.
     * @returns the tip; undefined when there is no such branch
     */
    async fetch(branch) {
        const head = await this.#repository.head();
        return (0,scratch/* inScratch */.Q)(this.#repository, async (scratch) => {
            // Of a partial clone nobody can say what it has. Told nothing, the remote sends all of the tip.
            const have = scratch.isPartial ? undefined : head;
            const isCut = scratch.isPartial || scratch.shallow.size > 0;
            const wanted = { source: `refs/heads/${branch}`, have, options: isCut ? ['--depth=1'] : [] };
            return this.#persistently(async () => this.#fetch(scratch, wanted));
        });
    }
    /**
     * Gets the whole history of a branch or commit, without contents of files, into a place of its own
     * that exists as long as `use` runs. For shallow clones.
     */
    async fetchHistory(branchOrCommit, use) {
        const isCommit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(branchOrCommit);
        const source = isCommit ? branchOrCommit : `refs/heads/${branchOrCommit}`;
        const get = async (history) => {
            const wanted = { source, have: undefined, options: ['--filter=blob:none'] };
            const tip = await this.#persistently(async () => this.#fetch(history, wanted));
            if (tip === undefined)
                throw noSuchBranch(branchOrCommit);
            return use(history, tip);
        };
        return (0,scratch/* inScratch */.Q)(this.#repository, get, { objects: 'own' });
    }
    /**
     * The commit that a branch or else a tag of this name stands at, or what a full ref (`refs/…`) does;
     * undefined when there is none.
     */
    async commitNamed(name) {
        const full = ['', 'refs/heads/', 'refs/tags/'].map((start) => `${start}${name}`);
        const refs = name.startsWith('refs/') ? full.slice(0, 1) : full.slice(1);
        return (0,scratch/* inScratch */.Q)(this.#repository, async (scratch) => this.#persistently(async () => {
            // A tag is an object of its own; what it stands for is told with `^{}` behind its name.
            const wanted = refs.flatMap((ref) => [`${ref}^{}`, ref]);
            const found = await this.#list(scratch, wanted);
            return found.get(wanted.find((ref) => found.has(ref)) ?? '');
        }));
    }
    /**
     * Gets commits with their whole history, without contents of files, into a place with objects of its
     * own that reads no others.
     */
    async fetchCommits(into, ids) {
        const config = (0,external_node_path_.join)(into.gitDir, 'config');
        const before = (0,external_node_fs_.readFileSync)(config);
        await this.#fetchObjects(into, ids, { options: ['--filter=blob:none'] });
        // git has noted where to get the rest: asked for a file that is missing, it would give up, not say so.
        (0,external_node_fs_.writeFileSync)(config, before);
    }
    /** Gets contents of files by their ids, in one call. The place must not have them. */
    async fetchBlobs(into, ids) {
        // Told what we have, the remote would think that we have the contents as well.
        await this.#fetchObjects(into, ids, { settings: ['-c', 'fetch.negotiationAlgorithm=noop'] });
    }
    /** Moves a branch of the remote from `expected` to a commit that has it as an ancestor, or not at all. */
    async push({ commit, branch, expected }) {
        return (0,scratch/* inScratch */.Q)(this.#repository, async (scratch) => {
            if (expected !== undefined && !(await isAncestor(scratch, expected, commit))) {
                throw new Error('a push that is no fast-forward was asked for');
            }
            return this.#persistently(async () => {
                const { network, url } = await this.#connect(scratch);
                const ref = `refs/heads/${branch}`;
                // With the check above, the lease is no force: it only makes sure where the branch stands.
                const lease = `--force-with-lease=${ref}:${expected ?? ''}`;
                const args = [...PUSH, lease, '--', url, `${commit}:${ref}`];
                const result = await (0,git_process/* runGit */.EO)(scratch, args, { network });
                if (result.exitCode === 0)
                    return { kind: 'landed' };
                const refusal = refusalIn(result, network);
                if (refusal?.kind === 'protected')
                    return refusal;
                const error = refusal ? undefined : failure(result, 'push to', network);
                if (error && !(error instanceof PassingFailure))
                    throw error;
                // Where an answer was lost, the commit may stand there all the same, even below another by
                // now. git, or curl below it, may have asked again on its own, and found the branch moved.
                if (await this.#hasLanded(scratch, { branch, commit }))
                    return { kind: 'landed' };
                if (error)
                    throw error;
                return { kind: 'moved' };
            });
        });
    }
    async #hasLanded(scratch, { branch, commit }) {
        try {
            const tip = await this.#tip(scratch, branch);
            if (tip === undefined || tip === commit)
                return tip === commit;
            await this.#fetch(scratch, { source: `refs/heads/${branch}`, have: commit, options: [] });
            return await isAncestor(scratch, commit, tip);
        }
        catch (error) {
            // What failed just before is what the reader needs to know.
            if (error instanceof errors/* ActionError */.lZ)
                return false;
            throw error;
        }
    }
    async #tip(scratch, branch) {
        const ref = `refs/heads/${branch}`;
        return (await this.#list(scratch, [ref])).get(ref);
    }
    async #list(scratch, refs) {
        const { network, url } = await this.#connect(scratch);
        const result = await (0,git_process/* runGit */.EO)(scratch, ['ls-remote', '--quiet', '--', url, ...refs], { network });
        if (result.exitCode !== 0)
            throw failure(result, 'look at', network);
        // The pattern also matches at the end of longer names: who asks looks for the whole name.
        const lines = result.stdout.toString('utf8').matchAll(/^([0-9a-f]+)\t(.+)$/gm);
        return new Map([...lines].map(([, id = '', ref = '']) => [ref, id]));
    }
    async #fetchObjects(into, ids, { options = [], settings = [] }) {
        if (ids.length === 0)
            return;
        const { network, url } = await this.#connect(into);
        const args = [...settings, ...FETCH, ...options, '--stdin', '--', url];
        const input = Buffer.from(ids.map((id) => `${id}\n`).join(''));
        await this.#persistently(async () => {
            const result = await (0,git_process/* runGit */.EO)(into, args, { network, input });
            if (result.exitCode !== 0)
                throw failure(result, 'fetch from', network);
        });
    }
    async #fetch(scratch, wanted) {
        const { network, url } = await this.#connect(scratch);
        const refs = (0,external_node_path_.join)(scratch.gitDir, 'refs/kanuka');
        (0,external_node_fs_.mkdirSync)(refs, { recursive: true });
        if (wanted.have !== undefined)
            (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(refs, 'have'), `${wanted.have}\n`);
        const refspec = `+${wanted.source}:refs/kanuka/tip`;
        const args = [...FETCH, ...wanted.options, '--', url, refspec];
        const result = await (0,git_process/* runGit */.EO)(scratch, args, { network });
        if (result.exitCode === 0)
            return (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(refs, 'tip'), 'latin1').trim();
        if (/^fatal: couldn't find remote ref/m.test(result.stderr))
            return undefined;
        throw failure(result, 'fetch from', network);
    }
    async #connect(scratch) {
        this.#connection ??= connect(this.#repository, scratch, this.#options);
        return this.#connection;
    }
    async #persistently(work) {
        const { default: pRetry } = await __webpack_require__.e(/* import() */ 989).then(__webpack_require__.bind(__webpack_require__, 6989));
        return pRetry(work, {
            retries: TRIES - 1,
            minTimeout: this.#options.pauseMs ?? FIRST_PAUSE_MS,
            shouldRetry: ({ error }) => error instanceof PassingFailure,
        });
    }
}
const FETCH = [
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
    '--recurse-submodules=no',
    '--no-auto-maintenance',
];
const PUSH = ['push', '--porcelain', '--no-follow-tags', '--recurse-submodules=no', '--no-signed'];
/** A parent is one also where history is cut off, which git may refuse to walk. */
async function isAncestor(scratch, ancestor, commit) {
    if (ancestor === commit)
        return true;
    const raw = await (0,git_process/* runGit */.EO)(scratch, ['cat-file', 'commit', commit]);
    const [header = ''] = raw.stdout.toString('latin1').split('\n\n');
    if (header.split('\n').includes(`parent ${ancestor}`))
        return true;
    const result = await (0,git_process/* runGit */.EO)(scratch, ['merge-base', '--is-ancestor', ancestor, commit]);
    return result.exitCode === 0;
}
function noSuchBranch(branch) {
    return new errors/* ActionError */.lZ('REMOTE_FAILED', {
        what: `the remote has no branch ${(0,printable/* printable */.g$)(branch)}`,
        fix: 'Push it, or name another.',
    });
}


/***/ }),

/***/ 5236:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ alsoRead),
/* harmony export */   Q: () => (/* binding */ inScratch)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5650);
/* harmony import */ var _platform_environment_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7480);
/* harmony import */ var _git_process_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7914);
// A git folder of our own for what is more than a question: it has its own settings, refs and index,
// and shares only the objects with the checkout. So nothing that is done there can touch the user's
// index or refs, and none of the user's settings (filters, hooks, aliases, URL rewrites, helpers that
// are programs) has a say. It lies in the runner's temp folder, and holds no secret.






/**
 * Removed again at the end, whatever happens in between.
 * @throws ActionError GIT_MISSING, PATH_UNSAFE
 */
async function inScratch(repository, work, { objects } = { objects: 'shared' }) {
    const { commonDir, format } = await storageOf(repository);
    const gitDir = node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdtempSync((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(_platform_environment_js__WEBPACK_IMPORTED_MODULE_4__/* .environment */ .cA['RUNNER_TEMP'] || (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), 'kanuka-git-'));
    try {
        const isShared = objects === 'shared';
        const isOwn = objects === 'own';
        const isPartial = !isOwn && isPartialClone(commonDir);
        node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(gitDir, 'refs'));
        node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(gitDir, 'objects'));
        node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(gitDir, 'HEAD'), 'ref: refs/heads/none\n');
        node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(gitDir, 'config'), settings(format, isShared && isPartial));
        const shallow = isOwn ? '' : shallowIn(commonDir);
        if (shallow !== '')
            node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(gitDir, 'shallow'), shallow);
        const checkoutObjects = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(commonDir, 'objects');
        if (objects === 'layered')
            alsoRead(gitDir, checkoutObjects);
        return await work({
            gitDir,
            ...(isShared && { objects: checkoutObjects }),
            checkoutObjects,
            idLength: format === 'sha256' ? 64 : 40,
            shallow: new Set(shallow.split('\n').filter(Boolean)),
            isPartial,
        });
    }
    finally {
        node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync(gitDir, { recursive: true, force: true, maxRetries: 3 });
    }
}
/** From now on git also reads objects that lie elsewhere; none are written there. */
function alsoRead(gitDir, objects) {
    const info = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(gitDir, 'objects/info');
    const quoted = objects.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n');
    node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync(info, { recursive: true });
    node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(info, 'alternates'), `"${quoted}"\n`);
}
async function storageOf(repository) {
    if (repository.gitDir() === undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('PATH_UNSAFE', {
            what: 'the `.git` of the checkout leads into a checkout, where anything may have been put',
            fix: 'Check out again with actions/checkout.',
        });
    }
    const args = ['--path-format=absolute', '--show-object-format', '--git-common-dir'];
    const result = await (0,_git_process_js__WEBPACK_IMPORTED_MODULE_5__/* .runGit */ .EO)(repository.place, ['rev-parse', ...args]);
    (0,_git_process_js__WEBPACK_IMPORTED_MODULE_5__/* .throwIfMissing */ .WM)(result);
    const [, format = '', commonDir = ''] = /^(sha1|sha256)\n(.+?)\r?\n$/s.exec(result.stdout.toString('utf8')) ?? [];
    if (commonDir !== '')
        return { commonDir, format };
    if (/not a git repository/.test(result.stderr)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('WRITE_FAILED', {
            what: 'the `.git` of the checkout is no git repository',
            fix: 'Check out again with actions/checkout.',
        });
    }
    // The first of these options is as old as settings by environment, without which a checkout could
    // switch its hooks and filters on.
    throw (0,_git_process_js__WEBPACK_IMPORTED_MODULE_5__/* .gitMissing */ .HF)('the git program is too old, or does not know the form of this repository');
}
// What a clone with `filter:` lacks is not damaged, and git is not to fetch it one by one.
function isPartialClone(commonDir) {
    try {
        const packs = node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(commonDir, 'objects/pack'));
        return packs.some((name) => name.endsWith('.promisor'));
    }
    catch {
        return false;
    }
}
function shallowIn(commonDir) {
    try {
        return node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(commonDir, 'shallow'), 'latin1');
    }
    catch {
        return '';
    }
}
function settings(format, isPartial) {
    const extensions = [
        ...(format === 'sha256' ? ['objectFormat = sha256'] : []),
        ...(isPartial ? ['partialClone = promisor'] : []),
    ];
    return [
        '[core]',
        `repositoryFormatVersion = ${extensions.length === 0 ? 0 : 1}`,
        'bare = true',
        // git would ask the repository of objects that lie elsewhere for its refs, and tell the remote.
        'alternateRefsCommand = "echo >/dev/null"',
        ...(extensions.length === 0 ? [] : ['[extensions]', ...extensions]),
        ...(isPartial ? ['[remote "promisor"]', 'promisor = true'] : []),
        '',
    ].join('\n');
}


/***/ }),

/***/ 9686:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dy: () => (/* binding */ names),
/* harmony export */   Jp: () => (/* binding */ decideAccess),
/* harmony export */   Lk: () => (/* binding */ isChangeAsked),
/* harmony export */   gI: () => (/* binding */ unknownGrants),
/* harmony export */   uV: () => (/* binding */ unknownRevocations),
/* harmony export */   w8: () => (/* binding */ describeMember)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7173);
/* harmony import */ var _public_key_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3836);
// Who has access after a rotation: who keeps it, who gets it, who loses it, who still waits. Decides
// only; nothing is written here.



const GRANT_ALL_PENDING = 'all-pending';
/**
 * @param own the member whose private key is used
 * @throws ActionError REVOKE_SELF, REVOKE_LAST, PUBLIC_KEY_INVALID, MEMBER_KEY_REPLACED
 */
function decideAccess(store, own, request) {
    const revoked = store.members.flatMap((member) => revocationOf(member, request.revoke));
    const leaving = new Set(revoked.map(({ member }) => member.uuid));
    const staying = store.members.filter(({ uuid }) => !leaving.has(uuid));
    refuseOwnRevocation(store, own, staying);
    const [pending, recipients] = partition(staying.filter(({ state }) => state !== 'orphan'), (member) => member.state === 'pending' && !isGranted(member, request.grant));
    (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .throwIfAny */ .MI)([
        ...[...recipients, ...pending].flatMap((member) => invalidKey(store, member)),
        ...recipients
            .filter((member) => request.replaced.has(member.uuid) && !(0,_public_key_js__WEBPACK_IMPORTED_MODULE_2__/* .publicKeyProblem */ .e)(member))
            // The UUID stayed the same, so that a line which names it may be older than the new key.
            .filter((member) => !request.grant.some((line) => !(0,_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .isUuid */ .O1)(line) && names(member, line)))
            .map((member) => replacedKey(store, member)),
    ]);
    const isNewcomer = (m) => m.state === 'pending' || request.replaced.has(m.uuid);
    return {
        recipients,
        newcomers: recipients.filter(isNewcomer),
        firstTimers: recipients.filter((m) => request.recent.has(m.uuid) && !isNewcomer(m)),
        pending,
        revoked,
        orphans: staying.filter(({ state }) => state === 'orphan'),
    };
}
/** Whether the next rotation lets somebody in or removes somebody who was named for that. */
function isChangeAsked({ members }, { grant, revoke }) {
    return members.some((member) => revocationOf(member, revoke).length > 0 ||
        (member.state === 'pending' && isGranted(member, grant)));
}
/** Lines of `grant` that name nobody in any of the stores. */
function unknownGrants(stores, lines) {
    const members = stores.flatMap((store) => store.members);
    return lines.filter((line) => line !== GRANT_ALL_PENDING && !members.some((member) => names(member, line)));
}
/** Lines of `revoke` that name nobody in any of the stores. */
function unknownRevocations(stores, lines) {
    const members = stores.flatMap((store) => store.members);
    return lines.filter((line) => !members.some((member) => revocationOf(member, [line]).length > 0));
}
/** How messages name a member: email and device where config.toml knows them. */
function describeMember({ uuid, email, device }) {
    if (email === undefined)
        return uuid;
    return device === undefined ? `${email} (${uuid})` : `${email}, ${device} (${uuid})`;
}
function isGranted(member, grant) {
    if (member.state === 'pending' && grant.includes(GRANT_ALL_PENDING))
        return true;
    return grant.some((line) => names(member, line));
}
/**
 * Whether a line of `grant` names the member. An orphan has no public key that could be granted
 * anything.
 */
function names({ uuid, publicKey, state }, line) {
    if (state === 'orphan')
        return false;
    if ((0,_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .isUuid */ .O1)(line))
        return line.toLowerCase() === uuid.toLowerCase();
    const digits = line.replace(/^sha256:/i, '').replaceAll(':', '');
    return publicKey !== undefined && digits.toLowerCase() === (0,_public_key_js__WEBPACK_IMPORTED_MODULE_2__/* .fingerprintOf */ .a)(publicKey);
}
function revocationOf(member, lines) {
    const { uuid, email, device } = member;
    const same = (a, b) => a?.toLowerCase() === b.toLowerCase();
    if (lines.some((line) => same(email, line)))
        return [{ member, isDevice: false }];
    const isDevice = lines.some((line) => same(uuid, line) || (device !== undefined && same(`${email}/${device}`, line)));
    return isDevice ? [{ member, isDevice }] : [];
}
function partition(items, test) {
    return [items.filter(test), items.filter((item) => !test(item))];
}
function refuseOwnRevocation(store, own, staying) {
    if (staying.some(({ uuid }) => uuid === own.uuid))
        return;
    const isLast = staying.every(({ state }) => state !== 'active');
    if (isLast) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('REVOKE_LAST', {
            what: `\`revoke\` would remove the last member of ${store.title}: nobody could read its secrets any more`,
            where: { file: store.shown(_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .PUBLIC_KEYS_FOLDER */ .oI) },
            fix: 'Let another member in first, or remove the secret files and `.kanuka/` if the store is to go.',
        });
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('REVOKE_SELF', {
        what: `\`revoke\` names ${describeMember(own)}, whose private key this run uses`,
        where: { file: store.shown(_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .PUBLIC_KEYS_FOLDER */ .oI) },
        fix: 'Run it with the private key of another member.',
    });
}
function publicKeyFile(store, { uuid }) {
    return store.shown(`${_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .PUBLIC_KEYS_FOLDER */ .oI}/${uuid}${_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .PUBLIC_KEY_SUFFIX */ .YL}`);
}
function invalidKey(store, member) {
    const problem = (0,_public_key_js__WEBPACK_IMPORTED_MODULE_2__/* .publicKeyProblem */ .e)(member);
    if (problem === undefined)
        return [];
    const file = publicKeyFile(store, member);
    return [
        new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('PUBLIC_KEY_INVALID', {
            what: `the public key of ${describeMember(member)} cannot be used: ${file} ${problem}`,
            where: { file },
            fix: `Restore the file from git history, let the member register again, or add \`${member.uuid}\` to \`revoke\`.`,
        }),
    ];
}
function replacedKey(store, member) {
    const file = publicKeyFile(store, member);
    const fingerprint = member.publicKey ? (0,_public_key_js__WEBPACK_IMPORTED_MODULE_2__/* .fingerprintOf */ .a)(member.publicKey) : '';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('MEMBER_KEY_REPLACED', {
        what: `the public key of ${describeMember(member)} was replaced after access was given: ${file} is now ${fingerprint}`,
        where: { file },
        fix: `Ask the member whether the new key is theirs. If so, add \`${fingerprint}\` to \`grant\`; if not, restore the file from git history.`,
    });
}


/***/ }),

/***/ 3836:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ fingerprintOf),
/* harmony export */   e: () => (/* binding */ publicKeyProblem)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
// What a public key is worth: its fingerprint, and whether anything may be wrapped for it.

const MIN_MODULUS_BITS = 1024;
// Go, which Kanuka is written in, takes no larger one.
const MAX_EXPONENT = 2n ** 31n - 1n;
/** SHA-256 of the key as SPKI in DER form, 64 hex digits. */
function fingerprintOf(key) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(key.export({ type: 'spki', format: 'der' }))
        .digest('hex');
}
/** Why nothing may be wrapped for this member, as the end of a sentence about its `.pub`. */
function publicKeyProblem({ publicKey, oddity }) {
    if (!publicKey)
        return oddity ?? 'is missing';
    const { modulusLength = 0, publicExponent = 0n } = publicKey.asymmetricKeyDetails ?? {};
    if (modulusLength < MIN_MODULUS_BITS) {
        return `holds an RSA key of ${modulusLength} bits; at least ${MIN_MODULUS_BITS} are needed`;
    }
    // With the exponent 1 "encrypted" is readable by everybody.
    const isUsual = publicExponent >= 3n && publicExponent <= MAX_EXPONENT && publicExponent % 2n === 1n;
    return isUsual ? undefined : `holds an RSA key with the unusual exponent ${publicExponent}`;
}


/***/ }),

/***/ 2151:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ GithubRefusal),
/* harmony export */   Q: () => (/* binding */ GithubApi)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(393);
/* harmony import */ var _no_answer_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4557);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9298);




class GithubRefusal extends Error {
    refusal;
    constructor(refusal) {
        super(`GitHub answered ${refusal.status}`);
        this.refusal = refusal;
    }
}
const MAX_MESSAGE = 400;
const WITH_A_PAGE = "answered with something that is not GitHub's, maybe the page of a proxy";
class GithubApi {
    repository;
    #place;
    #request;
    constructor(place) {
        this.repository = place.repository;
        this.#place = place;
    }
    /**
     * A REST call by its route: `POST /repos/{owner}/{repo}/pulls`; owner and repo are filled in.
     * @returns the body of the answer
     * @throws GithubRefusal for 4xx, ActionError GITHUB_UNREACHABLE otherwise
     */
    async rest(route, parameters) {
        const [owner, repo] = this.repository.split('/');
        return this.#send(route, { owner, repo, ...parameters });
    }
    /** @throws GithubRefusal, ActionError GITHUB_UNREACHABLE */
    async graphql(query, variables) {
        const answer = await this.#send(`POST ${this.#place.graphqlUrl}`, { query, variables });
        const { data, errors } = (answer ?? {});
        const [first] = errors ?? [];
        if (!first)
            return data;
        if (first.type === 'RATE_LIMITED')
            throw this.#limited(this.#clean(first.message));
        throw new GithubRefusal({
            status: 200,
            type: typeof first.type === 'string' ? first.type : '',
            message: this.#clean(first.message),
            permissions: '',
            documentation: '',
        });
    }
    async #send(route, parameters) {
        const request = await this.#client();
        let data;
        try {
            ;
            ({ data } = await request(route, parameters));
        }
        catch (error) {
            throw this.#classified(error);
        }
        // All that is asked here is answered in JSON, or not at all.
        if (typeof data === 'string' && data !== '')
            throw this.#unreachable(WITH_A_PAGE);
        return data;
    }
    async #client() {
        if (this.#request)
            return this.#request;
        const { request } = await __webpack_require__.e(/* import() */ 873).then(__webpack_require__.bind(__webpack_require__, 4873));
        this.#request = request.defaults({
            baseUrl: this.#place.apiUrl,
            headers: {
                authorization: `bearer ${this.#place.token.reveal()}`,
                'user-agent': 'kanuka-secrets-action',
                'x-github-api-version': '2022-11-28',
            },
            request: { fetch: (0,_http_js__WEBPACK_IMPORTED_MODULE_1__/* .retryingFetch */ .X)() },
        });
        return this.#request;
    }
    #classified(error) {
        const { status, response } = error;
        // Without an answer the library makes up a status.
        if (!response || status === undefined)
            return this.#unreachable((0,_no_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .noAnswer */ .q)(error));
        if (status >= 500)
            return this.#unreachable(`answered ${status}, several times`);
        const { message, errors, documentation_url } = (response.data ?? {});
        const details = Array.isArray(errors) ? errors.map((each) => detailOf(each)) : [];
        const words = [message, ...details].filter((word) => typeof word === 'string' && word !== '');
        const said = this.#clean(words.join(': '));
        if (isLimited(status, response.headers, said))
            return this.#limited(said);
        return new GithubRefusal({
            status,
            type: '',
            message: said,
            permissions: this.#clean(response.headers['x-accepted-github-permissions'] ?? ''),
            documentation: this.#clean(documentation_url),
        });
    }
    #unreachable(how) {
        const { host } = new URL(this.#place.apiUrl);
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('GITHUB_UNREACHABLE', {
            what: `the GitHub API at ${host} ${how}`,
            fix: 'Run the job again later (https://www.githubstatus.com). Behind a proxy, set HTTPS_PROXY; with an own certificate authority, NODE_EXTRA_CA_CERTS.',
        });
    }
    #limited(said) {
        const { host } = new URL(this.#place.apiUrl);
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('GITHUB_UNREACHABLE', {
            what: `the GitHub API at ${host} wants fewer requests with this token${said === '' ? '' : `: ${said}`}`,
            fix: 'Run the job again later. Jobs that share a token share its limit: a GitHub App has its own.',
        });
    }
    #clean(text) {
        const words = typeof text === 'string' ? text : '';
        const token = this.#place.token.reveal();
        const shown = (0,_printable_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g$)(words.split(token).join('***').replaceAll(/\s+/g, ' ')).trim();
        return shown.length > MAX_MESSAGE ? `${shown.slice(0, MAX_MESSAGE)}…` : shown;
    }
}
// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
function isLimited(status, headers, said) {
    if (status !== 403)
        return status === 429;
    const isUsedUp = headers['x-ratelimit-remaining'] === '0';
    return headers['retry-after'] !== undefined || isUsedUp || /\brate limit/i.test(said);
}
function detailOf(error) {
    if (typeof error === 'string')
        return error;
    const { message } = (error ?? {});
    return typeof message === 'string' ? message : '';
}


/***/ }),

/***/ 393:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ retryingFetch)
/* harmony export */ });
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7480);
/* harmony import */ var _no_answer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4557);
// HTTP for everything that talks to a server: a time limit for each try, a size limit for each
// answer, retries with full jitter that respect Retry-After, proxies. Owns no host and no credential.


// GitHub, which often does not say for how long, wants a minute.
const DEFAULTS = { triesMax: 5, timeoutMs: 60_000, longestWaitMs: 120_000, unsaidWaitMs: 60_000 };
const FIRST_WAIT_MS = 400;
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
/** An answer that another try may better; kept to be given back when no try is left. */
class TransientAnswer extends Error {
    response;
    constructor(response) {
        super(`HTTP ${response.status}`);
        this.response = response;
    }
}
/**
 * A fetch that tries again: after a lost connection, 429, 500, 502, 503, 504, and 403 where it means
 * too many requests (GitHub's way of saying 429). The last answer is given back as it is. Throws what
 * fetch throws: TypeError, or TimeoutError; RangeError when the answer is too large; the reason of the
 * request's signal as soon as that is aborted, also while it waits for another try.
 */
function retryingFetch(options = {}) {
    const { triesMax, timeoutMs, longestWaitMs, unsaidWaitMs } = { ...DEFAULTS, ...options };
    const waitFor = (error) => waitAskedFor(error, unsaidWaitMs);
    let found;
    return async (input, init) => {
        const { default: pRetry } = await __webpack_require__.e(/* import() */ 989).then(__webpack_require__.bind(__webpack_require__, 6989));
        // Once for all requests: connections through a proxy are kept for the next one.
        const base = await (found ??= fetchOfEnvironment());
        const attempt = async () => {
            const signals = [AbortSignal.timeout(timeoutMs), ...(init?.signal ? [init.signal] : [])];
            const response = await base(input, { ...init, signal: AbortSignal.any(signals) });
            const answer = await whole(response);
            if (await isTransient(answer))
                throw new TransientAnswer(answer);
            return answer;
        };
        try {
            return await pRetry(attempt, {
                retries: triesMax - 1,
                minTimeout: FIRST_WAIT_MS,
                randomize: true,
                ...(init?.signal && { signal: init.signal }),
                shouldRetry: ({ error }) => !(error instanceof RangeError) && !(0,_no_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .isUntrusted */ .f)(error) && waitFor(error) <= longestWaitMs,
                onFailedAttempt: async ({ error, retriesLeft }) => {
                    const wait = waitFor(error);
                    if (retriesLeft > 0 && wait > 0 && wait <= longestWaitMs)
                        await pause(wait, init?.signal);
                },
            });
        }
        catch (error) {
            if (error instanceof TransientAnswer)
                return error.response;
            throw error;
        }
    };
}
// The body is read here, so that a connection lost within it is tried again too.
async function whole(response) {
    const chunks = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES)
            throw new RangeError('the answer is too large');
        chunks.push(chunk);
    }
    const { status, statusText, headers } = response;
    // These have no body, and the constructor refuses even an empty one.
    const body = [101, 204, 205, 304].includes(status) ? null : Buffer.concat(chunks);
    const copy = new Response(body, { status, statusText, headers });
    Object.defineProperty(copy, 'url', { value: response.url });
    return copy;
}
async function isTransient(answer) {
    const { status, headers } = answer;
    if ([429, 500, 502, 503, 504].includes(status))
        return true;
    if (status !== 403)
        return false;
    if (headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0')
        return true;
    return /\brate limit/i.test(await answer.clone().text());
}
/** Milliseconds that the server wants us to wait; 0 when it does not say. */
function waitAskedFor(error, unsaidWaitMs) {
    if (!(error instanceof TransientAnswer))
        return 0;
    const { headers, status } = error.response;
    const after = headers.get('retry-after');
    if (after !== null) {
        const seconds = Number(after);
        const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(after) - Date.now();
        return Math.max(0, wait) || 0;
    }
    const isLimited = status === 403 || status === 429;
    if (!isLimited)
        return 0;
    const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN) * 1000 - Date.now();
    if (headers.get('x-ratelimit-remaining') !== '0' || Number.isNaN(reset))
        return unsaidWaitMs;
    return Math.max(0, reset);
}
// Aborted, it ends at once; what follows looks at the signal itself.
function pause(milliseconds, signal) {
    return new Promise((resume) => {
        const end = () => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', end);
            resume();
        };
        const timer = setTimeout(end, milliseconds);
        signal?.addEventListener('abort', end);
    });
}
// Node's own fetch knows no proxies; the library that does costs start-up, so only behind one.
async function fetchOfEnvironment() {
    if (PROXY_VARIABLES.every((name) => !_environment_js__WEBPACK_IMPORTED_MODULE_0__/* .environment */ .cA[name]))
        return globalThis.fetch;
    const { EnvHttpProxyAgent, fetch } = await __webpack_require__.e(/* import() */ 734).then(__webpack_require__.t.bind(__webpack_require__, 734, 19));
    const dispatcher = new EnvHttpProxyAgent();
    const proxied = (input, init) => fetch(input, { ...init, dispatcher });
    return proxied;
}


/***/ }),

/***/ 4557:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ isUntrusted),
/* harmony export */   q: () => (/* binding */ noAnswer)
/* harmony export */ });
// What fetch's errors mean, in words of our own: theirs may quote what was sent. Sends nothing.
const UNKNOWN_AUTHORITY = 'its certificate is of an authority that this machine does not know';
const CERTIFICATES = new Map([
    ['CERT_HAS_EXPIRED', 'its certificate has expired'],
    ['CERT_NOT_YET_VALID', 'its certificate is not valid yet'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', UNKNOWN_AUTHORITY],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another name'],
    ['SELF_SIGNED_CERT_IN_CHAIN', UNKNOWN_AUTHORITY],
    ['UNABLE_TO_GET_ISSUER_CERT', UNKNOWN_AUTHORITY],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', UNKNOWN_AUTHORITY],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', UNKNOWN_AUTHORITY],
]);
const CONNECTIONS = new Map([
    ['ECONNREFUSED', 'it refused the connection'],
    ['ECONNRESET', 'the connection was lost'],
    ['EAI_AGAIN', 'its name could not be looked up'],
    ['ENOTFOUND', 'there is no such name'],
]);
/** `did not answer`, and why where what was thrown tells. */
function noAnswer(error) {
    const why = whyNoAnswer(error);
    return why === undefined ? 'did not answer' : `did not answer: ${why}`;
}
function whyNoAnswer(error) {
    for (const { name, message, code } of chainOf(error)) {
        if (name === 'TimeoutError')
            return 'it took too long';
        const [, refusal] = /^Proxy response \((\d{3})\)/.exec(message) ?? [];
        if (refusal !== undefined)
            return `the proxy answered ${refusal}`;
        const why = CERTIFICATES.get(code) ?? CONNECTIONS.get(code);
        if (why !== undefined)
            return why;
    }
    return undefined;
}
/** The server showed a certificate that is not trusted; it will show the same again. */
function isUntrusted(error) {
    return chainOf(error).some(({ code }) => CERTIFICATES.has(code));
}
const MOST_CAUSES = 4;
/** What was thrown, and what caused it: fetch's own error says nothing. */
function chainOf(error) {
    const chain = [];
    let at = error;
    while (at instanceof Error && chain.length < MOST_CAUSES) {
        const { name, message, cause } = at;
        const { code } = at;
        chain.push({ name, message, code: typeof code === 'string' ? code : '' });
        at = cause;
    }
    return chain;
}


/***/ })

};
