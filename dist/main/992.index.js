export const id = 992;
export const ids = [992];
export const modules = {

/***/ 2134:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {

var j=(e,n)=>()=>{try{return n||e((n={exports:{}}).exports,n),n.exports}catch(t){throw n=0,t}};var R=j((Z,N)=>{function T(e){return typeof e=="string"?!["false","0","no","off",""].includes(e.toLowerCase()):!!e}function U(e=process.env){let n={};for(let t of["ENCODING","PATH","QUIET","DEBUG","OVERRIDE","FAST"]){let r=e[`DOTENV_${t}`]!=null?e[`DOTENV_${t}`]:e[`DOTENV_CONFIG_${t}`];r!=null&&(n[t.toLowerCase()]=t==="ENCODING"||t==="PATH"?r:T(r))}return n}N.exports={parseBoolean:T,optionsFromEnv:U}});var P=j((ee,b)=>{var F=__webpack_require__(9896),_=__webpack_require__(6928),B=__webpack_require__(857),{URL:L,fileURLToPath:Q}=__webpack_require__(7016),{parseBoolean:$,optionsFromEnv:I}=R(),G=/(?:^|^)\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?(?:$|$)/mg,y=new Uint8Array(256);for(let e=48;e<=57;e++)y[e]=1;for(let e=65;e<=90;e++)y[e]=1;for(let e=97;e<=122;e++)y[e]=1;y[45]=1;y[46]=1;y[95]=1;function H(e){let n={},t=e.toString();t=t.replace(/\r\n?/mg,`
`);let r;for(;(r=G.exec(t))!=null;){let o=r[1],i=r[2]||"";i=i.trim();let c=i[0];i=i.replace(/^(['"`])([\s\S]*)\1$/mg,"$2"),c==='"'&&(i=i.replace(/\\n/g,`
`),i=i.replace(/\\r/g,"\r")),n[o]=i}return n}function g(e){return e<=32?e===32||e>=9&&e<=13:e>=160&&(e===160||e===5760||e>=8192&&e<=8202||e===8232||e===8233||e===8239||e===8287||e===12288||e===65279)}function O(e){return e===10||e===8232||e===8233}function V(e){let n={},t=typeof e=="string"?e:e.toString();t.indexOf("\r")!==-1&&(t=t.replace(/\r\n?/g,`
`));let r=t.length,o=0;for(;o<r;){let i=t.charCodeAt(o);for(;o<r&&g(i);)o++,i=t.charCodeAt(o);if(o>=r)break;if(i===35){for(;o<r&&!O(t.charCodeAt(o));)o++;continue}let c=-1;if(i===101&&o+6<r&&t.charCodeAt(o+1)===120&&t.charCodeAt(o+2)===112&&t.charCodeAt(o+3)===111&&t.charCodeAt(o+4)===114&&t.charCodeAt(o+5)===116){let u=t.charCodeAt(o+6);if(g(u)){let s=o+7;for(;s<r&&g(t.charCodeAt(s));)s++;y[t.charCodeAt(s)]&&(c=o+6,o=s)}else i=t.charCodeAt(o)}let E=o,p=0;for(;o<r&&(p=t.charCodeAt(o),y[p]);)o++;if(o===E){for(;o<r&&!O(t.charCodeAt(o));)o++;continue}let k=t.slice(E,o),D=o;if(o>=r&&(p=0),g(p))do o++,p=o<r?t.charCodeAt(o):0;while(g(p));if(p===61)o++;else if(p===58&&o===D&&o+1<r&&g(t.charCodeAt(o+1)))o+=2;else{for(o=c===-1?D:c;o<r&&!O(t.charCodeAt(o));)o++;continue}let d=o,l=o;for(;l<r&&g(t.charCodeAt(l));)l++;let C=t.charCodeAt(l),a,q=!1;if(C===39||C===34||C===96){let u=t[l],s=t.indexOf(u,l+1),f=-1,h=-1;for(;s!==-1;){let x=t.charCodeAt(s-1)===92,w=s+1;for(;w<r&&!O(t.charCodeAt(w))&&g(t.charCodeAt(w));)w++;if((w===r||O(t.charCodeAt(w))||t.charCodeAt(w)===35)&&(f=s,h=w),!x)break;s=t.indexOf(u,s+1)}if(f!==-1){if(a=t.slice(l+1,f),o=h,t.charCodeAt(o)===35)for(;o<r&&!O(t.charCodeAt(o));)o++;q=!0}}if(!q){let u=t.indexOf(`
`,d);u===-1&&(u=r);let s;if(r<4096)s=t.indexOf("#",d),(s===-1||s>u)&&(s=u);else for(s=d;s<u&&t.charCodeAt(s)!==35;)s++;let f=d,h=s;for(;f<h&&g(t.charCodeAt(f));)f++;for(;h>f&&g(t.charCodeAt(h-1));)h--;let x=t.charCodeAt(f);if(a=t.slice(f,h),a.includes("\u2028")||a.includes("\u2029")?a=a.replace(/^(['"`])([\s\S]*)\1$/mg,"$2"):h-f>=2&&(x===39||x===34||x===96)&&t.charCodeAt(h-1)===x&&(a=t.slice(f+1,h-1)),o=s,s<u)for(;o<r&&!O(t.charCodeAt(o));)o++}C===34&&(q||l<o)&&a.indexOf("\\")!==-1&&(a=a.replace(/\\n/g,`
`).replace(/\\r/g,"\r")),n[k]=a}return n}function J(e,n){return n&&$(n.fast)?V(e):H(e)}function v(e){console.log(`\u2506 ${e}`)}function W(e){console.error(`\u25C7 ${e}`)}function S(e){return e[0]==="~"?_.join(B.homedir(),e.slice(1)):e}function K(e={}){let n={...e};for(let t of Object.keys(n))n[t]===void 0&&delete n[t];return{...I(),...n}}function M(e){e=K(e);let n=_.resolve(process.cwd(),".env"),t="utf8",r=process.env;e&&e.processEnv!=null&&(r=e.processEnv);let o=$(e&&e.debug);e&&e.encoding?t=e.encoding:o&&v("no encoding is specified (UTF-8 is used by default)");let i=[n];if(e&&e.path)if(!Array.isArray(e.path))i=[S(e.path)];else{i=[];for(let d of e.path)i.push(S(d))}let c,E={},p={fast:e.fast};for(let d of i)try{let l=A.parse(F.readFileSync(d,{encoding:t}),p);A.populate(E,l,e)}catch(l){o&&v(`failed to load ${d} ${l.message}`),c=l}let k=A.populate(r,E,e),D=$(Object.prototype.hasOwnProperty.call(e,"quiet")?e.quiet:I(r).quiet);if(o||!D){let d=Object.keys(k).length,l=[];for(let C of i)try{let a=_.relative(process.cwd(),C instanceof L?Q(C):C);l.push(a)}catch(a){o&&v(`failed to load ${C} ${a.message}`),c=a}W(`injected env (${d}) from ${l.join(",")}`)}return c?{parsed:E,error:c}:{parsed:E}}function Y(e){return A.configDotenv(e)}function z(e,n,t={}){let r=$(t&&t.debug),o=$(t&&t.override),i={};if(e===null||typeof e!="object"||n===null||typeof n!="object"){let c=new Error("OBJECT_REQUIRED: Please check the processEnv argument being passed to populate");throw c.code="OBJECT_REQUIRED",c}for(let c of Object.keys(n))Object.prototype.hasOwnProperty.call(e,c)?(o===!0&&(e[c]=n[c],i[c]=n[c]),r&&v(o===!0?`"${c}" is already defined and WAS overwritten`:`"${c}" is already defined and was NOT overwritten`)):(e[c]=n[c],i[c]=n[c]);return i}var A={configDotenv:M,config:Y,parse:J,populate:z};b.exports.configDotenv=A.configDotenv;b.exports.config=A.config;b.exports.parse=A.parse;b.exports.populate=A.populate;b.exports=A});var m=P();module.exports=m;module.exports.config=m.config;module.exports.configDotenv=m.configDotenv;module.exports.parse=m.parse;module.exports.populate=m.populate;


/***/ }),

/***/ 4992:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  decrypt: () => (/* binding */ decrypt)
});

;// CONCATENATED MODULE: ./action-outputs.js
// The action's outputs: the one table that action.yml and the docs are made from. `npm run generate`
// writes what follows from it; a test fails when that is stale.
const outputDefinitions = {
    changed: {
        description: '`true` when a plaintext file was created or changed (decrypt), a store was rotated (sync), something was written or deleted (push), a secret file was changed (pull), an archive was written (export) or files came back (import), else `false`.',
    },
    files: {
        description: 'JSON array of the decrypted, re-encrypted, checked, packed or restored files, relative to the workspace (absolute when written outside of it). Not redacted: a later step can open them.',
    },
    'files-count': {
        description: 'How many secret files were opened, re-encrypted, checked, packed or restored.',
    },
    'members-count': { description: 'How many members have access, over all stores.' },
    secrets: {
        description: 'With `set-outputs`: the selected variables as one JSON object.',
    },
    status: {
        description: 'check: `pass`, `warn` (errors or warnings that do not fail the step) or `fail`.',
    },
    findings: {
        description: 'check: JSON array of `{code, severity, path, line?, message, fix}`, errors first; what `ignore` leaves out has `ignored: true`.',
    },
    push: {
        description: 'push: JSON array, a row a destination: `{destination, created, updated, unchanged, deleted, skipped, failed}`.',
    },
    archive: {
        description: 'export: where the archive is, relative to the workspace (absolute outside of it); with several stores one path a line.',
    },
    'archive-sha256': { description: 'export: its SHA-256 in hex; with several stores one a line.' },
    'commit-sha': { description: 'The commit that was made; empty when there was none.' },
    'commit-verified': {
        description: '`true` when GitHub shows the commit as Verified, `false` when not or unknown.',
    },
    'pull-request-number': { description: 'The pull request that was opened or brought up to date.' },
    'pull-request-url': { description: 'Its address.' },
    skipped: { description: '`true` when there was no key and `if-no-key: skip` was set.' },
    matrix: {
        description: 'The stores as a matrix for `fromJSON`: `{"store": [".", "services/api"]}`.',
    },
    report: {
        description: 'The whole run as JSON: stores, files, counts, warnings. Never a value.',
    },
};

// EXTERNAL MODULE: ./errors.js
var errors = __webpack_require__(5650);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./platform/cleanup.js
var cleanup = __webpack_require__(5865);
// EXTERNAL MODULE: ./platform/files.js
var platform_files = __webpack_require__(1250);
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
        throw new errors/* ActionError */.lZ('TARGET_NOT_A_FILE', {
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
    return new errors/* ActionError */.lZ('PATH_UNSAFE', {
        what: `${write.shown} cannot be written: a folder on the way is a link or leads outside`,
        where: { file: write.shown },
        fix: 'Remove the link from the checkout, or write elsewhere with `output-directory`.',
    });
}
function failed(write, error) {
    return new errors/* ActionError */.lZ('WRITE_FAILED', {
        what: `${write.shown} could not be written (${(0,platform_files/* errorCode */.CA)(error)}); nothing was left behind`,
        where: { file: write.shown },
        fix: `Make the folder of ${(0,external_node_path_.basename)(write.path)} writable for the runner, with enough free space.`,
    });
}

// EXTERNAL MODULE: ./secrets/variable-names.js
var variable_names = __webpack_require__(9782);
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
    const reserved = list.filter(({ name }) => (0,variable_names/* isReservedName */.ce)(name) &&
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
        .filter(({ name }) => !(0,variable_names/* isValidName */.uV)(name))
        .map(({ name, file, line }) => new errors/* ActionError */.lZ('NAME_INVALID', {
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
        new errors/* ActionError */.lZ('NAME_RESERVED', {
            what: `${names.join(', ')} would change how later steps run, so ${names.length === 1 ? 'it is' : 'they are'} not exported`,
            where: { file: first.file },
            fix: `Leave them out with \`select\`, or, if this workflow really means to set them:\n  allow-env: |\n${block}`,
        }),
    ];
}
function refusedByRunner({ name, file }) {
    return new errors/* ActionError */.lZ('NAME_RESERVED', {
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
        new errors/* ActionError */.lZ('VALUE_TOO_LARGE', {
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
        new errors/* ActionError */.lZ('VALUE_TOO_LARGE', {
            what: `the selected variables have ${total} bytes together; as ${what} at most ${limit} can be set`,
            fix: 'Choose fewer with `select` or `files`, or use the decrypted files.',
        }),
    ];
}
function ownOutput({ name, file }) {
    return new errors/* ActionError */.lZ('OUTPUT_CLASH', {
        what: `the variable ${name} has the name of an output that this action sets itself`,
        where: { file },
        fix: `Rename it on the way out: \`select: |\` with \`*\` and \`MY_${name}=${name}\`, or \`key-schema: MY_{{secretKey}}\`.`,
    });
}
function sameOutput(first, second) {
    return new errors/* ActionError */.lZ('OUTPUT_CLASH', {
        what: `${first.name} and ${second.name} are one output: expressions do not tell case`,
        where: { file: second.file },
        fix: `Rename one of them with \`select\` (\`OTHER_NAME=${second.name}\`), or leave it out (\`!${second.name}\`).`,
    });
}

// EXTERNAL MODULE: ./secrets/key-schema.js
var key_schema = __webpack_require__(9826);
// EXTERNAL MODULE: ./secrets/mask-collector.js
var mask_collector = __webpack_require__(2501);
// EXTERNAL MODULE: ./secrets/selection.js
var selection = __webpack_require__(1369);
// EXTERNAL MODULE: ./secrets/variables.js
var variables = __webpack_require__(4490);
// EXTERNAL MODULE: ./platform/printable.js
var printable = __webpack_require__(9298);
// EXTERNAL MODULE: ./secret-value.js
var secret_value = __webpack_require__(2577);
// EXTERNAL MODULE: ./commands/command.js
var command = __webpack_require__(7305);
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
        ...command/* EMPTY_REPORT */.V,
        headline: headline(decrypted, inputs),
        sections: [filesSection(decrypted, inputs), ...variablesSection(decrypted, inputs)],
        notes: notes(decrypted, inputs),
        warnings,
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

// EXTERNAL MODULE: ./commands/masks.js
var masks = __webpack_require__(5405);
// EXTERNAL MODULE: ./commands/open-stores.js + 1 modules
var open_stores = __webpack_require__(8054);
// EXTERNAL MODULE: ./commands/targets.js
var commands_targets = __webpack_require__(7454);
// EXTERNAL MODULE: ./commands/then-push.js
var then_push = __webpack_require__(462);
;// CONCATENATED MODULE: ./commands/decrypt.js
// decrypt: from encrypted files to files, variables and outputs of the job. Everything is opened,
// derived and checked in memory first; then it is masked; only then anything is written.














const NO_VARIABLES = { variables: new Map(), overridden: [], errors: [] };
async function decrypt(inputs, deps) {
    if (!inputs.privateKey && inputs.ifNoKey === 'skip')
        return (0,open_stores/* skippedReport */.VY)(deps, 'Nothing was decrypted');
    refuseWithoutRunnerFiles(inputs, deps);
    await (0,then_push/* checkDestinations */.WT)(inputs, deps);
    const stores = await (0,open_stores/* openStores */.j)(inputs, deps);
    const files = stores.flatMap((opened) => opened.files.map((file) => look(opened, file)));
    const collected = await collect(files, inputs, deps);
    const masking = maskAll(files, collected, { inputs, deps });
    const plan = inputs.writeFiles
        ? await (0,commands_targets/* planTargets */.i)(deps.workflow, stores, inputs.outputDirectory)
        : { targets: [], errors: [] };
    (0,errors/* throwIfAny */.MI)([...collected.errors, ...plan.errors]);
    if (!inputs.dryRun)
        await write(plan.targets, collected, { inputs, deps });
    const namesVisible = (0,masks/* showsNames */.$y)(inputs, deps.workflow);
    const { targets } = plan;
    const decrypted = { stores, files, targets, collected, masking, namesVisible };
    return (0,then_push/* thenPush */.ub)(describeDecrypt(decrypted, inputs, deps.workflow), { inputs, deps });
}
// Without these files the toolkit would print names and values into the log instead.
function refuseWithoutRunnerFiles(inputs, deps) {
    const missing = [
        inputs.exportEnv && !deps.workflow.hasEnvironmentFile ? 'GITHUB_ENV' : '',
        inputs.setOutputs && !deps.workflow.hasOutputFile ? 'GITHUB_OUTPUT' : '',
    ].filter((name) => name !== '');
    if (missing.length === 0)
        return;
    throw new errors/* ActionError */.lZ('RUNNER_FILE_MISSING', {
        what: `the runner gave no file for variables (${missing.join(', ')})`,
        fix: 'Exports and outputs work only in a step of GitHub Actions, with a current runner.',
    });
}
function look(opened, file) {
    return {
        opened,
        file,
        shown: opened.store.shown(file.path),
        dotenv: (0,mask_collector/* readDotenv */.J)(file.plaintext.reveal()),
    };
}
async function collect(files, inputs, deps) {
    if (!inputs.exportEnv && !inputs.setOutputs)
        return NO_VARIABLES;
    const schema = inputs.keySchema === key_schema/* IDENTITY_SCHEMA */.F
        ? undefined
        : (await Promise.all(/* import() */[__webpack_require__.e(115), __webpack_require__.e(496)]).then(__webpack_require__.bind(__webpack_require__, 9496))).parseKeySchema(inputs.keySchema);
    const sources = files.map(({ opened, file, shown, dotenv }) => ({
        file: shown,
        plaintextName: file.plaintextPath,
        project: opened.store.config.projectName,
        dotenv,
        size: file.size,
    }));
    const collected = (0,variables/* collectVariables */.S)(sources, {
        selection: (0,selection/* parseSelection */.g)(inputs.select),
        schema,
        environment: inputs.environment,
        branch: deps.workflow.refName,
    });
    return { ...collected, errors: [...collected.errors, ...checkNames(collected, inputs)] };
}
function checkNames({ variables }, inputs) {
    const own = Object.keys(outputDefinitions);
    const errors = [
        ...(inputs.exportEnv ? checkEnvironment(variables, inputs.allowEnv) : []),
        ...(inputs.setOutputs ? checkOutputs(variables, own) : []),
    ];
    // Asked for both, an invalid name is found twice.
    return [...new Map(errors.map((error) => [`${error.code} ${error.what}`, error])).values()];
}
function maskAll(files, { variables }, { inputs, deps }) {
    // A renamed variable may be named either way.
    const renamed = [...variables.values()].filter((v) => inputs.unmasked.includes(v.name));
    const unmasked = new Set([...inputs.unmasked, ...renamed.map((v) => v.sourceName)]);
    const collector = new mask_collector/* MaskCollector */.c((0,masks/* maskPolicyOf */.ws)(inputs, deps.workflow), unmasked);
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
    deps.journal().variables([...variables.keys()].filter((name) => !(0,variable_names/* isReservedName */.ce)(name)));
}


/***/ }),

/***/ 3497:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ outputPlace),
/* harmony export */   s: () => (/* binding */ unsafeOutput)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5650);
/* harmony import */ var _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7173);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1250);
// Where an input may have something written: inside the workspace or the runner's temp folder, through no
// link, and neither in git's folder nor in a store's. Looks only; writes nothing.




/** @throws ActionError PATH_UNSAFE */
function outputPlace(workflow, given) {
    const asked = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workflow.workspace.given, given.value);
    const home = [workflow.temp, workflow.workspace].find(({ given: named, real }) => (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .isWithin */ .UO)(named, asked) || (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .isWithin */ .UO)(real, asked));
    if (!home) {
        throw unsafeOutput(given, "it is neither inside the workspace nor inside the runner's temp folder");
    }
    const path = realPlace(home, asked);
    const parts = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(home.real, path).split(node_path__WEBPACK_IMPORTED_MODULE_0__.sep);
    if (parts.includes('.git') || parts.includes(_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .STORE_FOLDER */ .dB)) {
        throw unsafeOutput(given, `it is inside .git or ${_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .STORE_FOLDER */ .dB}`);
    }
    if (!(0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .isFreeOfLinks */ .HQ)(home.real, path))
        throw unsafeOutput(given, 'it leads through a link');
    return { path, within: home.real };
}
function realPlace(home, asked) {
    return (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .isWithin */ .UO)(home.given, asked) ? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(home.real, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(home.given, asked)) : asked;
}
function unsafeOutput({ name, value }, why) {
    const example = name === 'sarif-file' ? 'kanuka.sarif' : 'secrets';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('PATH_UNSAFE', {
        what: `\`${name}: ${value}\` cannot be used: ${why}`,
        fix: `Name a path below the workspace, or one like \`\${{ runner.temp }}/${example}\`.`,
    });
}


/***/ }),

/***/ 7454:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ Trackers),
/* harmony export */   i: () => (/* binding */ planTargets)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5650);
/* harmony import */ var _git_repository_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5884);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1250);
/* harmony import */ var _output_place_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3497);
// Where the plaintext of each opened file goes, and whether it may: inside the store or the output
// directory, never through a link, never over a file that git tracks.





/** @param outputDirectory the input; undefined = beside the ciphertext */
async function planTargets(workflow, stores, outputDirectory) {
    const base = outputDirectory && outputBase(workflow, outputDirectory);
    const places = stores.flatMap(({ store, files }) => files.map((file) => {
        const below = stores.length > 1 ? store.path : '.';
        return base
            ? { file, within: base.within, path: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(base.path, below, file.plaintextPath) }
            : { file, within: store.root, path: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(store.root, file.plaintextPath) };
    }));
    const workspace = workflow.workspace.real;
    const clashes = clashesOf(places.map(({ path }) => (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .shownPath */ .pS)(workspace, path)));
    const trackers = new Trackers(workspace);
    const targets = [];
    const errors = [...clashes];
    for (const place of places) {
        const result = await lookAt(place, workspace, trackers);
        if (result instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ)
            errors.push(result);
        else
            targets.push(result);
    }
    return { targets, errors };
}
async function lookAt({ file, within, path }, workspace, trackers) {
    const shown = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .shownPath */ .pS)(workspace, path);
    const found = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .statOf */ ._N)(path);
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
    if (!(0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .isFreeOfLinks */ .HQ)(within, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(path)))
        return throughLink(shown);
    const tracked = await trackers.isTracked(path);
    if (tracked !== false)
        return trackedPlaintext(shown, tracked);
    return { file, write, state: hasContent(path, file) ? 'unchanged' : 'replaced' };
}
function hasContent(path, file) {
    const read = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .readRegularFile */ .XF)(path, file.size);
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
        const repository = (0,_git_repository_js__WEBPACK_IMPORTED_MODULE_2__/* .findRepository */ .W)(this.#workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(path));
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
            errors.push(new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('TARGET_CLASH', {
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
    const place = (0,_output_place_js__WEBPACK_IMPORTED_MODULE_4__/* .outputPlace */ .h)(workflow, { name: 'output-directory', value: input });
    const there = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .statOf */ ._N)(place.path);
    if (there && !there.isDirectory()) {
        throw (0,_output_place_js__WEBPACK_IMPORTED_MODULE_4__/* .unsafeOutput */ .s)({ name: 'output-directory', value: input }, 'it is no folder');
    }
    return place;
}
function notAFile(shown) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('TARGET_NOT_A_FILE', {
        what: `${shown} exists and is no regular file (a folder or a link), so it is not replaced`,
        where: { file: shown },
        fix: 'Remove it from the checkout, or write elsewhere with `output-directory`.',
    });
}
function throughLink(shown) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('PATH_UNSAFE', {
        what: `${shown} cannot be written: a folder on the way is a link`,
        where: { file: shown },
        fix: 'Remove the link from the checkout, or write elsewhere with `output-directory`.',
    });
}
function trackedPlaintext(shown, tracked) {
    const name = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(shown);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('PLAINTEXT_TRACKED', {
        what: tracked
            ? `the plaintext ${shown} is committed to git; it is not touched, because cleaning up would delete it`
            : `${shown} exists, and git cannot be asked whether it is committed`,
        where: { file: shown },
        fix: tracked
            ? `Its values are public to all who can read the repository: change them, then \`git rm --cached ${name}\` and add it to .gitignore.`
            : 'Install git on the runner, or write elsewhere with `output-directory`.',
    });
}


/***/ }),

/***/ 462:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WT: () => (/* binding */ checkDestinations),
/* harmony export */   qh: () => (/* binding */ hasDestinations),
/* harmony export */   ub: () => (/* binding */ thenPush)
/* harmony export */ });
function hasDestinations({ push }) {
    return push.destinations !== undefined || push.destinationsFile !== undefined;
}
/** Before anything is changed: a mistake in the configuration is found first. */
async function checkDestinations(inputs, deps) {
    if (!hasDestinations(inputs))
        return;
    const { readConfigured } = await Promise.all(/* import() */[__webpack_require__.e(637), __webpack_require__.e(115), __webpack_require__.e(198), __webpack_require__.e(199)]).then(__webpack_require__.bind(__webpack_require__, 9198));
    await readConfigured(inputs, deps.workflow);
}
/** @param report of what was done before */
async function thenPush(report, { inputs, deps, committed }) {
    if (!hasDestinations(inputs))
        return report;
    if (report.failures.length > 0) {
        const text = 'Nothing was pushed to the destinations, because of the errors before';
        return { ...report, notices: [...report.notices, { text }] };
    }
    const { pushAfter } = await Promise.all(/* import() */[__webpack_require__.e(637), __webpack_require__.e(115), __webpack_require__.e(827), __webpack_require__.e(198), __webpack_require__.e(480), __webpack_require__.e(240), __webpack_require__.e(142), __webpack_require__.e(995), __webpack_require__.e(523)]).then(__webpack_require__.bind(__webpack_require__, 2904));
    return joined(report, await pushAfter({ committed }, inputs, deps));
}
function joined(first, second) {
    const changed = [first, second].some(({ outputs }) => outputs.changed === 'true');
    return {
        ...first,
        headline: `${first.headline}; ${second.headline}`,
        sections: [...first.sections, ...second.sections],
        notes: [...first.notes, ...second.notes],
        notices: [...first.notices, ...second.notices],
        warnings: [...first.warnings, ...second.warnings],
        failures: [...first.failures, ...second.failures],
        outputs: { ...first.outputs, ...second.outputs, changed: String(changed) },
        details: { ...first.details, push: second.details },
    };
}


/***/ }),

/***/ 9061:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dd: () => (/* binding */ dotenvValues),
/* harmony export */   SQ: () => (/* binding */ scan),
/* harmony export */   g7: () => (/* binding */ decodeText),
/* harmony export */   qd: () => (/* binding */ parseDotenv),
/* harmony export */   y_: () => (/* binding */ MAX_DOTENV_BYTES)
/* harmony export */ });
/* harmony import */ var dotenv__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2134);
/* harmony import */ var _secret_value_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2577);
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
    const found = scan(text);
    const { assignments, strayLines } = found;
    const values = [...valuesIn(found)].map(([name, value]) => [name, new _secret_value_js__WEBPACK_IMPORTED_MODULE_1__/* .SecretValue */ .i(value)]);
    return { variables: new Map(values), assignments, strayLines };
}
/** The variables alone, for text that is read back to be compared. */
function dotenvValues(text) {
    return valuesIn(scan(text));
}
function valuesIn({ assignments, texts }) {
    const variables = new Map();
    for (const [index, { name }] of assignments.entries()) {
        const values = (0,dotenv__WEBPACK_IMPORTED_MODULE_0__.parse)(texts[index] ?? '');
        // dotenv drops `__proto__` silently; the name check reports it.
        const value = Object.hasOwn(values, name) ? values[name] : undefined;
        if (value !== undefined)
            variables.set(name, value);
    }
    return variables;
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


/***/ }),

/***/ 9826:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ IDENTITY_SCHEMA),
/* harmony export */   p: () => (/* binding */ environmentOf)
/* harmony export */ });
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


/***/ }),

/***/ 2501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ readDotenv),
/* harmony export */   c: () => (/* binding */ MaskCollector)
/* harmony export */ });
/* harmony import */ var _dotenv_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9061);
/* harmony import */ var _masking_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9255);
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
        const { masks, outcome } = (0,_masking_js__WEBPACK_IMPORTED_MODULE_1__/* .masksOf */ .JF)(value, this.#policy);
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
        const text = (0,_dotenv_js__WEBPACK_IMPORTED_MODULE_0__/* .decodeText */ .g7)(bytes);
        if (text === undefined) {
            this.#leave(file, 'not UTF-8 text');
            return new Set();
        }
        return (0,_masking_js__WEBPACK_IMPORTED_MODULE_1__/* .masksOfText */ ._M)(text, this.#policy);
    }
    #leave(file, why) {
        this.#files.set(file, why);
    }
}
/** The variables of a decrypted file; undefined where it is no text, or too large to be looked at. */
function readDotenv(bytes) {
    if (bytes.length > _dotenv_js__WEBPACK_IMPORTED_MODULE_0__/* .MAX_DOTENV_BYTES */ .y_)
        return undefined;
    const text = (0,_dotenv_js__WEBPACK_IMPORTED_MODULE_0__/* .decodeText */ .g7)(bytes);
    return text === undefined ? undefined : (0,_dotenv_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDotenv */ .qd)(text);
}


/***/ }),

/***/ 1369:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ parseSelection)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
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
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('SELECT_INVALID', {
        what: `\`select\` holds the rule "${rule}": ${why}`,
        fix: 'One rule a line: `NAME`, `PREFIX_*`, `!NAME` or `NEW=OLD`.',
    });
}


/***/ }),

/***/ 9782:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ce: () => (/* binding */ isReservedName),
/* harmony export */   uV: () => (/* binding */ isValidName),
/* harmony export */   yn: () => (/* binding */ isPrototypeName)
/* harmony export */ });
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


/***/ }),

/***/ 4490:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ collectVariables),
/* harmony export */   n: () => (/* binding */ schemaVariables)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5650);
/* harmony import */ var _dotenv_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9061);
/* harmony import */ var _key_schema_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9826);
/* harmony import */ var _variable_names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9782);
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
                if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ)
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
    const environment = rules.environment ?? (0,_key_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .environmentOf */ .p)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(source.plaintextName));
    if (rules.schema.usesEnvironment && environment === undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('SCHEMA_INVALID', {
            what: `\`key-schema\` uses {{environment}}, and the name of ${source.file} tells none`,
            where: { file: source.file },
            fix: 'Give it: `environment: production`. File names tell it as in `.env.production.kanuka`.',
        });
    }
    return rules.schema.apply(new Map([...schemaVariables(source, rules), ['secretKey', name]]));
}
/** What a key schema may use of a file besides `secretKey`. */
function schemaVariables({ plaintextName, project }, { environment, branch }) {
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(plaintextName);
    return new Map([
        ['environment', environment ?? (0,_key_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .environmentOf */ .p)(file) ?? ''],
        ['project', project],
        ['file', file],
        ['branch', branch],
    ]);
}
function notText(source) {
    if (source.size > _dotenv_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_DOTENV_BYTES */ .y_) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('FILE_TOO_LARGE', {
            what: `${source.file} is too large to hold variables (over ${_dotenv_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_DOTENV_BYTES */ .y_} bytes)`,
            where: { file: source.file },
            fix: 'Leave it out with `files`, and write it as a file in a step of its own.',
        });
    }
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('FILE_NOT_TEXT', {
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
        new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('FILE_NOT_DOTENV', {
            what: `line ${line} of the decrypted ${source.file} is no assignment${amount > 1 ? ` (and ${amount - 1} more)` : ''}`,
            where: { file: source.file },
            fix: 'Write NAME=value; put values with line ends in double quotes. Or leave the file out with `files`.',
        }),
    ];
}
function prototypeNames(source, rules, lines) {
    return [...lines]
        .filter(([name]) => (0,_variable_names_js__WEBPACK_IMPORTED_MODULE_3__/* .isPrototypeName */ .yn)(name) && rules.selection.namesFor(name).length > 0)
        .map(([name, line]) => new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('NAME_INVALID', {
        what: `line ${line} of the decrypted ${source.file} sets ${name}, which no reader of dotenv files keeps`,
        where: { file: source.file },
        fix: `Rename it, or leave it out: \`select: |\` with \`!${name}\`.`,
    }));
}
function clash(earlier, later) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('NAME_CLASH', {
        what: `${earlier.sourceName} (${earlier.file}) and ${later.sourceName} (${later.file}) would both go out as ${later.name}`,
        where: { file: later.file },
        fix: 'Change the rename or the `key-schema` so that names stay different.',
    });
}
function unmatched(rule) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('SELECT_INVALID', {
        what: `the \`select\` rule "${rule}" matches no variable of the selected files`,
        fix: 'Correct the name (case counts), or remove the rule.',
    });
}


/***/ })

};
