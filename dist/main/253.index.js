export const id = 253;
export const ids = [253];
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

/***/ 3569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ DestinationError)
/* harmony export */ });
/** What went wrong at a destination: never a value, a credential, nor a body of the provider's. */
class DestinationError extends Error {
    name = 'DestinationError';
    kind;
    what;
    fix;
    constructor(kind, { what, fix }) {
        super(what);
        this.kind = kind;
        this.what = what;
        this.fix = fix;
    }
}


/***/ }),

/***/ 6253:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  file: () => (/* binding */ file)
});

// EXTERNAL MODULE: ../node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7728);
// EXTERNAL MODULE: ./platform/files.js
var files = __webpack_require__(1250);
// EXTERNAL MODULE: ./secret-value.js
var secret_value = __webpack_require__(2577);
// EXTERNAL MODULE: ./destinations/contract.js
var contract = __webpack_require__(3569);
// EXTERNAL MODULE: ./destinations/shared/file-formats.js
var file_formats = __webpack_require__(4046);
;// CONCATENATED MODULE: ./destinations/shared/file-marks.js
// The marks of a plain file's items, in a file beside it. Holds no value and no digest of one but the
// keyed fingerprints.


/** Of 20,000 items with the longest names. */
const MAX_BYTES = 16 * 1024 * 1024;
const part = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[a-z0-9-]{1,256}$/));
const marksSchema = dist/* strictObject */.rej({
    'kanuka-marks': dist/* literal */.euz(1),
    items: dist/* array */.YOg(dist/* strictObject */.rej({
        name: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(255)),
        version: dist/* optional */.lqM(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(256))),
        mark: dist/* strictObject */.rej({ owner: part, kid: part, own: part, fp: part, commit: part }),
    })),
});
function marksPath(path) {
    return `${path}.kanuka-marks.json`;
}
/** None where there is no such file, or where it is none of ours: then all is foreign. */
function readMarks(path) {
    const read = (0,files/* readRegularFile */.XF)(marksPath(path), MAX_BYTES);
    const parsed = 'bytes' in read ? dist/* safeParse */.xLC(marksSchema, json(read.bytes)) : undefined;
    if (!parsed?.success)
        return new Map();
    const { items } = parsed.output;
    return new Map(items.map(({ name, mark, version }) => [name, { mark, version }]));
}
function json(bytes) {
    try {
        return JSON.parse(bytes.toString('utf8'));
    }
    catch {
        return undefined;
    }
}
/** @param write undefined as text takes the file away */
function writeMarks(path, marks, write) {
    if (marks.size === 0)
        return write(marksPath(path), undefined);
    const items = [...marks].map(([name, { mark, version }]) => ({ name, version, mark }));
    write(marksPath(path), `${JSON.stringify({ 'kanuka-marks': 1, items }, null, 2)}\n`);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./destinations/shared/file-place.js
// Where a plain file may lie, and how it gets there. The path comes from a checkout, so it is hostile: no
// links, nothing that git, the runner or the store lives on.





const FILE_TITLE = 'File';
/** @throws DestinationError rejected */
function placeOf(path, context) {
    const roots = ['GITHUB_WORKSPACE', 'RUNNER_TEMP']
        .map((name) => context.variable(name) ?? '')
        .filter((folder) => folder !== '')
        .map((folder) => ({ real: realPathOf(folder), named: (0,external_node_path_.resolve)(folder) }));
    const [workspace] = roots;
    if (workspace === undefined)
        throw unusable(path, 'there is neither workspace nor temp folder');
    const given = (0,external_node_path_.resolve)(workspace.real, path);
    // The runner may name its folders through a link; below them there must be none.
    const found = roots
        .flatMap(({ real, named }) => [real, named].map((start) => ({ real, start })))
        .find(({ start }) => (0,files/* isWithin */.UO)(start, given) && start !== given);
    if (found === undefined)
        throw unusable(path, 'it is outside the workspace and RUNNER_TEMP');
    const root = found.real;
    const absolute = (0,external_node_path_.join)(root, (0,external_node_path_.relative)(found.start, given));
    const parts = (0,files/* slashed */.df)(root, absolute).toLowerCase().split('/');
    // Windows drops dots and blanks at the end of a name, and takes `git~1` for `.git`.
    const isReserved = parts.some((part) => /^(?:\.git|git~\d|\.github|\.kanuka)[ .]*$|^_|:|\.kanuka$|\.kanuka-marks\.json$/.test(part));
    if (isReserved)
        throw unusable(path, 'git, the runner or the store keeps its own files there');
    return { root, path: absolute };
}
/** The same text for one file, also where a disk keeps fewer names apart than another. */
function samePath(path, variable) {
    const workspace = variable('GITHUB_WORKSPACE') ?? '';
    const absolute = (0,external_node_path_.resolve)(workspace === '' ? '/' : realIfThere(workspace), path);
    return withRealStart(absolute).normalize('NFC').toLowerCase();
}
/** A temp folder may be named through a link; no link may lie in it. */
function withRealStart(path) {
    const folder = (0,external_node_path_.dirname)(path);
    if (folder === path)
        return path;
    return (0,external_node_path_.join)(external_node_fs_.existsSync(folder) ? realIfThere(folder) : withRealStart(folder), (0,external_node_path_.basename)(path));
}
function realIfThere(folder) {
    try {
        return external_node_fs_.realpathSync.native(folder);
    }
    catch {
        return folder;
    }
}
function realPathOf(folder) {
    try {
        return external_node_fs_.realpathSync.native(folder);
    }
    catch {
        throw unusable(folder, 'the folder is not there');
    }
}
function unusable(path, why) {
    return new contract/* DestinationError */.l('rejected', {
        what: `${FILE_TITLE}: ${path} cannot be written: ${why}`,
        fix: 'Name a path in the workspace, or one below ${{ runner.temp }}.',
    });
}
/** undefined for what is no UTF-8. */
function textOf(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        return undefined;
    }
}
/** What every change of the file changes. No digest of the content, which would let values be guessed. */
function versionOf(path) {
    const stats = external_node_fs_.lstatSync(path, { bigint: true, throwIfNoEntry: false });
    return stats && `${stats.mtimeNs}-${stats.ino}-${stats.size}`;
}
/** Mode 0600, and nobody reads half of it. undefined: away with it. */
function writeFile(path, text) {
    const staged = (0,external_node_path_.join)((0,external_node_path_.dirname)(path), `.kanuka-staged-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
    try {
        if (text === undefined) {
            external_node_fs_.rmSync(path, { force: true });
            return;
        }
        external_node_fs_.mkdirSync((0,external_node_path_.dirname)(path), { recursive: true });
        external_node_fs_.writeFileSync(staged, text, { flag: 'wx', mode: 0o600 });
        external_node_fs_.renameSync(staged, path);
    }
    catch (error) {
        try {
            external_node_fs_.rmSync(staged, { force: true });
        }
        catch {
            // What made the writing fail is what is told.
        }
        throw failed('rejected', `the file could not be written (${(0,files/* errorCode */.CA)(error)})`);
    }
}
function failed(kind, what) {
    return new contract/* DestinationError */.l(kind, {
        what: `${FILE_TITLE}: ${what}`,
        fix: 'Name another path or format, or remove the file.',
    });
}

// EXTERNAL MODULE: ./destinations/shared/value-version.js
var value_version = __webpack_require__(4961);
;// CONCATENATED MODULE: ./destinations/shared/file-standing.js
// What stands in a plain file now: its values with their marks, and whether it may be touched at all.
// Writes nothing.





const MAX_FILE_BYTES = 16 * 1024 * 1024;
/** @throws DestinationError rejected */
async function readStanding({ root, path, format }) {
    if (!(0,files/* isFreeOfLinks */.HQ)(root, path))
        throw unusable((0,files/* slashed */.df)(root, path), 'there is a link on the way');
    const marks = readMarks(path);
    const read = (0,files/* readRegularFile */.XF)(path, MAX_FILE_BYTES);
    if ('failure' in read) {
        if (read.failure !== 'absent')
            throw failed('rejected', `the file is ${read.failure}`);
        return { values: new Map(), marks: new Map(), version: undefined };
    }
    const text = textOf(read.bytes);
    const values = text === undefined ? undefined : await (0,file_formats/* readValues */.N$)(format, text);
    if (text === undefined || values === undefined) {
        throw failed('rejected', `${(0,files/* slashed */.df)(root, path)} is no ${format} file of names and texts`);
    }
    return { values: new Map(values), marks, version: versionOf(path) };
}
/** Plaintext must not get into the next commit. @throws DestinationError rejected */
async function refuseTracked({ root, path }, context) {
    if (!context.isTracked)
        return;
    for (const each of [path, marksPath(path)]) {
        const isTracked = await context.isTracked(each);
        if (isTracked === false)
            continue;
        const why = isTracked ? 'git tracks it' : 'git cannot be asked whether it is committed';
        throw unusable((0,files/* slashed */.df)(root, each), `${why}, and it would hold plaintext`);
    }
}
function isAsListed(item, { values }) {
    const value = item && values.get(item.name);
    return value !== undefined && item?.version === (0,value_version/* valueVersion */.K)(value);
}

// EXTERNAL MODULE: ./destinations/shared/in-turn.js
var in_turn = __webpack_require__(4900);
;// CONCATENATED MODULE: ./destinations/file.js
// A plain file in the workspace or in the runner's temp folder: for artifacts and tests. One file holds
// all items. The marks stand beside it, in `<file>.kanuka-marks.json`, because no format has a place for
// them that programs would not read: without that file everything in it is foreign.










const MAX_VALUE_BYTES = 1024 * 1024;
const capabilities = {
    reads: 'values',
    marks: 'custom metadata',
    canDelete: true,
    limits: {
        valueBytes: MAX_VALUE_BYTES,
        takesEmpty: true,
        // More marks than these are not read again.
        items: 20_000,
        totalBytes: MAX_FILE_BYTES / 2,
        concurrency: 1,
    },
    names: { pattern: /^[\w.-]+$/, allows: 'letters, digits and _.-', maxLength: 255 },
    verified: 'real server',
};
const optionsSchema = dist/* strictObject */.rej({
    path: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* minLength */.BpQ(1), dist/* maxLength */.Ru6(4096), dist/* check */.z6Y((path) => !path.includes('\0'), 'a path without NUL')),
    /** Left out: by the name, `.json`, `.yaml`, `.yml`; else dotenv. */
    format: dist/* optional */.lqM(dist/* picklist */.KIO(file_formats/* fileFormats */.DF)),
});
const file = {
    title: FILE_TITLE,
    capabilities,
    options: optionsSchema,
    place: ({ path }, variable) => {
        const same = samePath(path, variable);
        return (item) => [same, item];
    },
    connect: async (options, context) => {
        const path = placeOf(options.path, context);
        return new FileSession({ ...path, format: options.format ?? formatOf(path.path) }, context);
    },
};
function formatOf(path) {
    if (/\.json$/i.test(path))
        return 'json';
    return /\.ya?ml$/i.test(path) ? 'yaml' : 'dotenv';
}
class FileSession {
    #place;
    #context;
    constructor(place, context) {
        this.#place = place;
        this.#context = context;
    }
    async check() {
        await this.#read();
        await refuseTracked(this.#place, this.#context);
    }
    async list() {
        const { values, marks, version } = await this.#read();
        return [...values].map(([name, value]) => {
            const stamped = marks.get(name);
            const isDrifted = stamped !== undefined && stamped.version !== version;
            return {
                name,
                version: (0,value_version/* valueVersion */.K)(value),
                mark: stamped?.mark,
                // Another item may have been changed, or nothing but the time.
                isDrifted: isDrifted && !this.#isOfValue(name, stamped.mark, value),
                isDeleted: false,
            };
        });
    }
    #isOfValue(name, mark, value) {
        return this.#context.isOfValue?.(name, mark, new secret_value/* SecretValue */.i(value)) ?? false;
    }
    async get(names) {
        const { values } = await this.#read();
        return new Map(names.map((name) => {
            const value = values.get(name);
            return [name, value === undefined ? null : new secret_value/* SecretValue */.i(value)];
        }));
    }
    put(items) {
        return this.#change(items, (item, standing) => {
            const { name, mark, current } = item;
            const value = item.value.reveal();
            if (Buffer.byteLength(value) > MAX_VALUE_BYTES)
                throw tooLong(name);
            const there = standing.marks.get(name)?.mark;
            const isOurs = there?.own === mark.own && there.owner === mark.owner;
            const isThere = isOurs && standing.values.get(name) === value;
            const wasAbsent = current === undefined && !standing.values.has(name);
            if (!isThere && !wasAbsent && !isAsListed(current, standing))
                throw changed(name);
            const isSame = isThere && there.fp === mark.fp && there.commit === mark.commit;
            if (isSame && standing.marks.get(name)?.version === standing.version)
                return;
            standing.values.set(name, value);
            standing.marks.set(name, { mark, version: standing.version });
        });
    }
    remove(items) {
        return this.#change(items, (item, standing) => {
            if (!standing.values.has(item.name))
                return;
            if (!isAsListed(item, standing))
                throw changed(item.name);
            standing.values.delete(item.name);
            standing.marks.delete(item.name);
        });
    }
    async #read() {
        this.#context.signal.throwIfAborted();
        return readStanding(this.#place);
    }
    #change(items, apply) {
        return (0,in_turn/* inTurn */.l)(this.#place.path, () => this.#changeNow(items, apply));
    }
    /** All that can be done is one write; a failed one fails every item. */
    async #changeNow(items, apply) {
        if (this.#context.signal.aborted) {
            return items.map(({ name }) => ({ name, kind: 'not tried' }));
        }
        const failures = new Map();
        try {
            const standing = await this.#read();
            const before = { values: new Map(standing.values), marks: new Map(standing.marks) };
            for (const item of items) {
                const error = failureOf(() => apply(item, standing));
                if (error !== undefined)
                    failures.set(item, error);
            }
            const refused = await this.#write(standing, before);
            for (const item of items.filter(({ name }) => refused.has(name))) {
                failures.set(item, failed('rejected', `${item.name} has a value that no dotenv file can hold`));
            }
        }
        catch (error) {
            if (!(error instanceof contract/* DestinationError */.l))
                throw error;
            for (const item of items)
                failures.set(item, error);
        }
        return items.map((item) => {
            const error = failures.get(item);
            const { name } = item;
            return error === undefined ? { name, kind: 'done' } : { name, kind: 'failed', error };
        });
    }
    /** The values first, the marks second. The names that the format cannot hold, left as they were. */
    async #write(standing, before) {
        const { path, format } = this.#place;
        const { values, marks } = standing;
        const { unkept } = (0,file_formats/* writeValues */.w4)(format, values);
        for (const name of unkept) {
            restore(values, before.values, name);
            restore(marks, before.marks, name);
        }
        if (!isEqual(values, before.values)) {
            await this.#requireRewritable(before.values);
            const { text } = (0,file_formats/* writeValues */.w4)(format, values);
            // What could not be read again would be lost: escapes make some values six times as long.
            if (Buffer.byteLength(text) > MAX_FILE_BYTES) {
                throw failed('rejected', `the file would be larger than ${MAX_FILE_BYTES} bytes`);
            }
            writeFile(path, values.size === 0 ? undefined : text);
        }
        if (!isEqual(values, before.values) || !isEqual(marks, before.marks)) {
            const written = versionOf(path);
            // What was changed by hand before, and not written now, keeps telling so.
            const restamped = [...marks].map(([name, { mark, version }]) => {
                const now = version === standing.version ? written : version;
                return [name, { mark, version: now }];
            });
            writeMarks(path, new Map(restamped), writeFile);
        }
        return new Set(unkept);
    }
    /** Comments and forms of its own would be lost without a word. */
    async #requireRewritable(values) {
        const { path, root, format } = this.#place;
        const read = (0,files/* readRegularFile */.XF)(path, MAX_FILE_BYTES);
        if ('failure' in read)
            return;
        const text = read.bytes.toString('utf8');
        if (text.trim() === '' || text === (0,file_formats/* writeValues */.w4)(format, values).text)
            return;
        throw failed('rejected', `${(0,files/* slashed */.df)(root, path)} holds comments or forms that would be lost`);
    }
}
function failureOf(work) {
    try {
        work();
        return undefined;
    }
    catch (error) {
        if (error instanceof contract/* DestinationError */.l)
            return error;
        throw error;
    }
}
function restore(map, before, name) {
    const old = before.get(name);
    if (old === undefined)
        map.delete(name);
    else
        map.set(name, old);
}
function isEqual(one, other) {
    return one.size === other.size && [...one].every(([name, value]) => other.get(name) === value);
}
function tooLong(name) {
    return failed('rejected', `${name} is longer than ${MAX_VALUE_BYTES} bytes`);
}
function changed(name) {
    return new contract/* DestinationError */.l('conflict', {
        what: `${FILE_TITLE}: ${name} was changed by somebody else since it was listed`,
        fix: 'Run again.',
    });
}


/***/ }),

/***/ 4046:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DF: () => (/* binding */ fileFormats),
/* harmony export */   N$: () => (/* binding */ readValues),
/* harmony export */   w4: () => (/* binding */ writeValues)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7728);
/* harmony import */ var _secrets_dotenv_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9061);
/* harmony import */ var _secrets_dotenv_value_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(717);
// Named values as dotenv, JSON or YAML, and back. Writes one form only, in which every value keeps each
// of its characters; what cannot be kept is told, never changed. No disk.



const fileFormats = ['dotenv', 'json', 'yaml'];
/**
 * undefined: it is no file of this format with nothing but names and text.
 * @param numbers of JSON: as they are written (AWS keeps the port of a database as one), or refused, by who
 *   would write them back as text
 */
async function readValues(format, text, numbers = 'refused') {
    if (text.trim() === '')
        return new Map();
    if (format === 'dotenv')
        return (0,_secrets_dotenv_js__WEBPACK_IMPORTED_MODULE_0__/* .dotenvValues */ .Dd)(text);
    if (format === 'yaml')
        return yamlTexts(text);
    try {
        return textsOf(numbers === 'refused' ? JSON.parse(text) : parseAsWritten(text));
    }
    catch {
        return undefined;
    }
}
function parseAsWritten(text) {
    return JSON.parse(text, (_, value, ...context) => {
        if (typeof value !== 'number' && typeof value !== 'boolean')
            return value;
        // Not the number itself: it may have lost digits.
        return valibot__WEBPACK_IMPORTED_MODULE_2__/* .parse */ .qgA(WITH_SOURCE, context[0]).source;
    });
}
const WITH_SOURCE = valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ source: valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() });
// The library's own check for keys that stand there twice compares each with all before it.
async function yamlTexts(text) {
    const { isMap, isScalar, parseDocument } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 6637, 19));
    const { contents, errors } = parseDocument(text, { uniqueKeys: false, logLevel: 'error' });
    if (errors.length > 0 || !isMap(contents))
        return undefined;
    const texts = new Map();
    for (const { key, value } of contents.items) {
        const isText = isScalar(key) && isScalar(value);
        if (!isText || typeof key.value !== 'string' || typeof value.value !== 'string')
            return undefined;
        if (texts.has(key.value))
            return undefined;
        texts.set(key.value, value.value);
    }
    return texts;
}
function textsOf(parsed) {
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
        return undefined;
    const texts = new Map();
    for (const [name, value] of Object.entries(parsed)) {
        if (typeof value !== 'string')
            return undefined;
        texts.set(name, value);
    }
    return texts;
}
/** Sorted by name. A name whose value the format cannot keep is in `unkept`, and not in the text. */
function writeValues(format, values) {
    const sorted = [...values].toSorted(([one], [other]) => (one < other ? -1 : 1));
    if (format === 'json') {
        // Written by hand: an object would put names like `1` first and lose `__proto__`.
        const lines = sorted.map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
        return { text: lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`, unkept: [] };
    }
    const lines = [];
    const unkept = [];
    for (const [name, value] of sorted) {
        const line = format === 'yaml' ? `${quoted(name)}: ${quoted(value)}` : dotenvLine(name, value);
        if (line === undefined)
            unkept.push(name);
        else
            lines.push(line);
    }
    return { text: lines.map((line) => `${line}\n`).join(''), unkept };
}
// A JSON string is a YAML string, once what YAML does not print is escaped.
function quoted(text) {
    return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
function dotenvLine(name, value) {
    const written = _secrets_dotenv_value_js__WEBPACK_IMPORTED_MODULE_1__/* .dotenvNames */ .z.pattern.test(name) ? (0,_secrets_dotenv_value_js__WEBPACK_IMPORTED_MODULE_1__/* .dotenvValue */ .q)(value) : undefined;
    return written === undefined ? undefined : `${name}=${written}`;
}


/***/ }),

/***/ 4900:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ inTurn)
/* harmony export */ });
// Two destinations may share what is read and written as a whole, a file or an entry: one after the other.
const turns = new Map();
/**
 * @param place the same for all who must not meet
 * @param work is told whether it is the first there: if not, what was read before may be no longer
 */
async function inTurn(place, work) {
    const before = turns.get(place);
    const turn = (before ?? Promise.resolve()).then(() => work(before === undefined));
    // What fails is told to who waits for it, not to the next.
    turns.set(place, turn.catch(() => undefined));
    return turn;
}


/***/ }),

/***/ 4961:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ valueVersion)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
// A version for places that have none: what tells two values apart, and nothing else about them.

const KEY = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(32);
/** Of one value, for as long as this process lives. It is written nowhere. */
function valueVersion(value) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', KEY).update(value).digest('hex');
}


/***/ }),

/***/ 717:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ dotenvValue),
/* harmony export */   z: () => (/* binding */ dotenvNames)
/* harmony export */ });
// How a variable is written into a dotenv file: what its name can be, and which forms of a value are read
// back as exactly that value. No I/O.
/** Of names. */
const dotenvNames = {
    // dotenv drops `__proto__`.
    pattern: /^(?!__proto__$)[\w.-]+$/,
    allows: 'letters, digits, `_`, `.` and `-`, and not `__proto__`',
    maxLength: 255,
};
// What dotenv makes of a value. Between quotes everything stays, line feeds included. It ends at the
// last quote before which all others follow a backslash and behind which stands nothing but a
// comment; the backslashes stay in the value. Only between `"` are \n and \r read as line ends, and
// nothing escapes a backslash there. A carriage return itself is always read as a line feed.
const PLAIN = /^[\w./:@%+,=-]*$/;
/** What stands behind `NAME=`; undefined: no form of it is read back. */
function dotenvValue(value) {
    // Half a character has no bytes.
    if (!value.isWellFormed())
        return undefined;
    if (PLAIN.test(value))
        return value;
    for (const quote of ["'", '"', '`']) {
        const inner = quote === '"' ? escapeReturns(value) : value;
        if (inner === undefined || inner.includes('\r') || hasBareQuote(inner, quote))
            continue;
        return quote + inner + quote + (inner.endsWith('\\') ? stopper(quote) : '');
    }
    return oneLine(value);
}
/**
 * For a value with all three quotes. Where the first quote finds no last one, dotenv takes the line up
 * to `#`, and then drops quotes from both of its ends.
 */
function oneLine(value) {
    if (/[#\u2028\u2029]/.test(value))
        return undefined;
    if (!/[\r\n]/.test(value))
        return `'${value}'`;
    const escaped = escapeReturns(value)?.replaceAll('\n', '\\n');
    return escaped === undefined ? undefined : `"${escaped}"`;
}
/**
 * Where the value's last character is a backslash, dotenv searches the next lines for a later quote;
 * this comment has one that cannot be the last, so that a value never depends on those that follow.
 */
function stopper(quote) {
    return ` #${quote}.`;
}
function escapeReturns(value) {
    return /\\[nr]/.test(value) ? undefined : value.replaceAll('\r', '\\r');
}
function hasBareQuote(text, quote) {
    return text.replaceAll(`\\${quote}`, '').includes(quote);
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


/***/ })

};
