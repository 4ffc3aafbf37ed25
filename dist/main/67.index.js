export const id = 67;
export const ids = [67,199,623];
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

/***/ 6564:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ contentOf),
/* harmony export */   q: () => (/* binding */ NONCE_BYTES)
/* harmony export */ });
/* harmony import */ var _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7173);
/* harmony import */ var _readable_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6314);
// What the bytes of a secret file are, as far as anybody can tell without a key. Judges one file;
// says nothing to anybody.


const NONCE_BYTES = 24;
// https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md, and the name of its first versions
const POINTER = /^version https:\/\/(?:git-lfs\.github\.com|hawser\.github\.com|git-media\.io)\//;
const MAX_POINTER_BYTES = 1024;
function contentOf(bytes) {
    if (bytes.length < MAX_POINTER_BYTES && POINTER.test(bytes.toString('latin1'))) {
        return { kind: 'pointer' };
    }
    const line = conflictLine(bytes);
    if (line !== undefined)
        return { kind: 'conflict', line };
    if (bytes.length < _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .CIPHERTEXT_OVERHEAD */ ._x) {
        return { kind: 'short', isText: bytes.length > 0 && (0,_readable_text_js__WEBPACK_IMPORTED_MODULE_1__/* .readableText */ .G)(bytes) !== undefined };
    }
    return { kind: (0,_readable_text_js__WEBPACK_IMPORTED_MODULE_1__/* .readableText */ .G)(bytes) === undefined ? 'ciphertext' : 'text' };
}
// All three marks, each at the start of a line and in this order.
function conflictLine(bytes) {
    const start = lineStarting(bytes, '<<<<<<< ', 0);
    const middle = start === -1 ? -1 : lineStarting(bytes, '=======', start);
    const end = middle === -1 ? -1 : lineStarting(bytes, '>>>>>>> ', middle);
    if (end === -1)
        return undefined;
    return 1 + bytes.subarray(0, start).reduce((lines, byte) => lines + (byte === 0x0a ? 1 : 0), 0);
}
function lineStarting(bytes, mark, from) {
    if (from === 0 && bytes.toString('latin1', 0, mark.length) === mark)
        return 0;
    const at = bytes.indexOf(`\n${mark}`, from);
    return at === -1 ? -1 : at + 1;
}


/***/ }),

/***/ 4847:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ finding),
/* harmony export */   s: () => (/* binding */ findingDefinitions)
/* harmony export */ });
// The findings of `check`: a closed set of codes, each with its severity, what it is about and whether
// a key is needed to find it. The documents and SARIF's rules come from this table.
function keyless(severity, title) {
    return { severity, needsKey: false, title };
}
function keyed(severity, title) {
    return { severity, needsKey: true, title };
}
const findingDefinitions = {
    PLAINTEXT_TRACKED: keyless('error', 'A plaintext of secrets is committed'),
    PLAINTEXT_IN_HISTORY: keyless('error', 'A commit of the range adds a plaintext of secrets'),
    PLAINTEXT_NOT_IGNORED: keyless('warning', 'git would not ignore the plaintext of a secret file'),
    PLAINTEXT_AS_CIPHERTEXT: keyless('error', 'A secret file holds readable text'),
    PRIVATE_KEY_TRACKED: keyless('error', 'A private key is committed'),
    CIPHERTEXT_DAMAGED: keyless('error', 'A secret file is no ciphertext'),
    NONCE_REUSED: keyless('error', 'Two ciphertexts share a nonce'),
    CONFIG_INVALID: keyless('error', '.kanuka/config.toml is missing, unreadable or contradicts itself'),
    STORE_LEGACY: keyless('error', 'The store has the form of old versions of Kanuka'),
    MEMBER_PENDING: keyless('warning', 'A member waits for access'),
    MEMBER_ORPHANED: keyless('error', 'A wrapped key has no public key'),
    MEMBER_UNLISTED: keyless('error', 'A key belongs to nobody in config.toml'),
    MEMBER_ADDED: keyless('warning', 'Somebody is let in'),
    MEMBER_REMOVED: keyless('notice', 'Somebody loses access'),
    MEMBER_RELABELLED: keyless('error', 'The email of a member changed'),
    KEY_ROTATED: keyless('notice', 'The symmetric key was rotated'),
    PROJECT_CHANGED: keyless('error', 'The UUID of the project changed'),
    CIPHERTEXT_MOVED: keyless('warning', 'A secret file has the bytes of another one'),
    CIPHERTEXT_ROLLED_BACK: keyless('warning', 'A secret file has the bytes of an older version'),
    CIPHERTEXT_EMPTY: keyless('warning', 'A secret file holds nothing'),
    CIPHERTEXT_IGNORED: keyless('warning', 'git would ignore a secret file or `.kanuka/`'),
    ATTRIBUTES_MISSING: keyless('notice', 'git may merge secret files as text'),
    DESTINATION_CHANGED: keyless('warning', 'The range changes where values go'),
    STORE_UNOWNED: keyless('notice', 'CODEOWNERS leaves the store out'),
    MEMBER_KEY_CHANGED: keyless('error', 'The public key of a member was replaced'),
    MEMBER_KEY_DUPLICATE: keyless('warning', 'Two members have the same key'),
    PUBLIC_KEY_INVALID: keyless('error', 'A public key cannot be used'),
    PUBLIC_KEY_WEAK: keyless('warning', 'A public key is weak'),
    WRAPPED_KEY_DAMAGED: keyless('error', 'A wrapped key cannot be right'),
    REVOKED_WITHOUT_ROTATION: keyless('error', 'Somebody was removed, and the key stayed the same'),
    ROTATION_PARTIAL: keyless('error', 'A rotation is not whole'),
    ROTATION_CONFLICT: keyless('error', 'Merging would mix two symmetric keys'),
    AUDIT_LOG_REWRITTEN: keyless('warning', 'Lines of the audit log were changed or removed'),
    STORE_FILE_UNEXPECTED: keyless('warning', 'Something in `.kanuka/` does not belong there'),
    ROTATION_DUE: keyless('warning', 'The symmetric key is older than allowed'),
    KEY_NOT_A_MEMBER: keyed('error', 'The given private key is of no member'),
    DECRYPT_FAILED: keyed('error', "A secret file does not open under the store's key"),
    CONTENT_STALE: keyed('error', 'A plaintext in the checkout differs from its secret file'),
    VALUE_EXPOSED: keyed('error', 'A secret value stands in clear'),
    DOTENV_INVALID: keyed('warning', 'A line of a secret file is no assignment'),
    NAME_DUPLICATE: keyed('warning', 'A variable is set twice'),
    NAME_RESERVED: keyed('warning', 'A variable has a reserved name'),
    NAME_INVALID: keyed('warning', 'A variable has a name that no environment takes'),
    EXAMPLE_MISMATCH: keyed('warning', 'An example file lists other variables'),
    DESTINATION_DRIFT: keyed('warning', 'A destination differs from the store'),
};
/** A finding with the severity of its code, unless another is given. */
function finding(code, details) {
    return { code, severity: findingDefinitions[code].severity, ...details };
}


/***/ }),

/***/ 7483:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Aw: () => (/* binding */ membersByUuid),
/* harmony export */   Hz: () => (/* binding */ storeName),
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   TG: () => (/* binding */ linesOfConfig),
/* harmony export */   eg: () => (/* binding */ memberName),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   r2: () => (/* binding */ removal),
/* harmony export */   xT: () => (/* binding */ keyName)
/* harmony export */ });
/* harmony import */ var _kanuka_access_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9686);
/* harmony import */ var _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7173);
/* harmony import */ var _kanuka_public_key_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3836);
/* harmony import */ var _platform_printable_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9298);
/* harmony import */ var _snapshot_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4520);
// How findings speak of stores and members: names, places in config.toml, commands to hand out. Decides
// nothing. Names are quoted as they are: whoever shows a finding makes them harmless. Commands hold
// nothing but UUIDs, so that a hostile email cannot get into somebody's shell.





const MAX_NAMES = 10;
const indexes = new WeakMap();
const UUIDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
function storeName(store) {
    return (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .pathIn */ .l)(store, _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .STORE_FOLDER */ .dB);
}
function membersByUuid(store) {
    const known = indexes.get(store);
    if (known)
        return known;
    const index = new Map(store.members.map((member) => [member.uuid, member]));
    indexes.set(store, index);
    return index;
}
/** @param members those that know the UUID best first */
function memberName(uuid, ...members) {
    const known = members.find((member) => member?.email !== undefined);
    return known ? (0,_kanuka_access_js__WEBPACK_IMPORTED_MODULE_0__/* .describeMember */ .w8)(known) : uuid;
}
/** `a, b and 3 more` */
function listed(names) {
    const rest = names.length - MAX_NAMES;
    const shown = names.slice(0, MAX_NAMES).join(', ');
    return rest > 0 ? `${shown} and ${rest} more` : shown;
}
/** `2 secret files (a, b)` */
function counted(names, noun) {
    return `${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_4__/* .count */ .U9)(names.length, noun)} (${listed(names)})`;
}
/** `an RSA key of 2048 bits, SHA-256 3f…` */
function keyName(publicKey) {
    if (!publicKey)
        return 'a key that cannot be read';
    const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
    return `an RSA key of ${bits} bits, SHA-256 ${(0,_kanuka_public_key_js__WEBPACK_IMPORTED_MODULE_2__/* .fingerprintOf */ .a)(publicKey)}`;
}
/** How to take somebody out, as the middle of a sentence. `revoke --user` cannot name CI's member. */
function removal(store, uuid) {
    if (!store.wrappedKeys.has(uuid))
        return `\`git rm ${(0,_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .publicKeyPath */ .GK)(uuid)}\``;
    if (!store.publicKeys.has(uuid))
        return '`kanuka secrets clean` and then `kanuka secrets sync`';
    return `\`kanuka secrets revoke --file ${(0,_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .wrappedKeyPath */ .y$)(uuid)}\``;
}
/** Lines of config.toml on which UUIDs (in lower case) stand first, comments left out. */
function linesOfConfig({ config }) {
    const lines = new Map();
    if (config.kind !== 'valid')
        return lines;
    // One pass: a hostile file has as many members as fit.
    for (const [index, text] of Buffer.from(config.bytes).toString().split('\n').entries()) {
        if (/^\s*#/.test(text))
            continue;
        for (const [uuid] of text.matchAll(UUIDS)) {
            const known = lines.get(uuid.toLowerCase());
            if (known === undefined)
                lines.set(uuid.toLowerCase(), index + 1);
        }
    }
    return lines;
}


/***/ }),

/***/ 5714:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ namesOf)
/* harmony export */ });
/* harmony import */ var _platform_printable_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9298);
// Names of variables in a sentence: hidden where `show-names` hides them, and never many.

const MAX_NAMES = 20;
const MAX_LENGTH = 64;
/** `A, B and 3 more`; where names are hidden `5 variables`. */
function namesOf(names, visible) {
    if (!visible)
        return (0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(names.length, 'variable');
    const shown = names.slice(0, MAX_NAMES).map(short);
    const rest = names.length - shown.length;
    return shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
function short(name) {
    if (name.length <= MAX_LENGTH)
        return name;
    return `${name.slice(0, MAX_LENGTH).replace(/[\ud800-\udbff]$/, '')}…`;
}


/***/ }),

/***/ 594:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ findPrivateKeys)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _kanuka_pem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7509);
/* harmony import */ var _kanuka_public_key_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3836);
// Private keys in text of any kind: where one stands, and whose it is as far as can be told without its
// passphrase. Every byte is hostile: all is linear, and nothing of a key leaves this file but its
// fingerprint.



// An RSA key of 16,384 bits has 13 KB.
const MAX_BLOCK_LENGTH = 64 * 1024;
// Smaller than any protected key: the shortest, of Ed25519, has over 100 bytes.
const MIN_PROTECTED_BYTES = 90;
/** Base64 of an RSA key of 512 bits; other kinds of key are shorter. */
const MIN_RSA_LENGTH = 400;
const EDGE = /-----(BEGIN|END) ((?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY)-----/g;
/** `-----BEGIN` in base64, with what follows, over several lines too. */
const WRAPPED = /LS0tLS1CRUdJTi[A-Za-z0-9+/_-]*(?:(?:\s|\\[rn])+[A-Za-z0-9+/_-]+)*/g;
/** Those that parse, of short ones the first; placeholders and cut ones are none. */
async function findPrivateKeys(text) {
    const keys = [];
    for (const { at, block } of [...segments(text), ...wrappedSegments(text)]) {
        // Too short for RSA, so no member's: one of them is enough to say so.
        if (keys.length > 0 && block.body.length < MIN_RSA_LENGTH)
            continue;
        const key = await judge(block);
        if (key)
            keys.push({ line: lineAt(text, at), ...key });
    }
    return keys;
}
// pem.ts looks for the end of every BEGIN in all that follows. That is for one pasted key; here a file
// may hold a hundred thousand of them.
function segments(text) {
    const found = [];
    let begin;
    for (const edge of text.matchAll(EDGE)) {
        const [whole, kind, label] = edge;
        if (kind === 'BEGIN')
            begin = edge;
        else if (begin && begin[2] === label) {
            const end = edge.index + whole.length;
            const at = begin.index;
            begin = undefined;
            if (end - at > MAX_BLOCK_LENGTH)
                continue;
            const [block] = (0,_kanuka_pem_js__WEBPACK_IMPORTED_MODULE_2__/* .findPemBlocks */ .aL)(text.slice(at, end));
            if (block)
                found.push({ at, block });
        }
    }
    return found;
}
function wrappedSegments(text) {
    const tokens = [...text.matchAll(WRAPPED)].map(({ 0: token, index }) => ({ token, index }));
    // With text before its BEGIN a key looks like no other: then only the whole file may be one.
    const isWhole = tokens.length === 0 && /^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(compacted(text));
    if (isWhole)
        tokens.push({ token: text, index: 0 });
    return tokens.flatMap(({ token, index }) => {
        const decoded = Buffer.from(compacted(token), 'base64').toString('latin1');
        return segments(decoded).map(({ block }) => ({ at: index, block }));
    });
}
function compacted(text) {
    return text.replace(/\\[rn]|[\s"']+/g, '');
}
function lineAt(text, end) {
    let line = 1;
    for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1))
        line += 1;
    return line;
}
async function judge(block) {
    if (block.label === 'OPENSSH PRIVATE KEY')
        return judgeOpenSsh(block);
    if (block.label === 'ENCRYPTED PRIVATE KEY' || block.headers.length > 0) {
        const bytes = Buffer.from(block.body, 'base64');
        const isWhole = block.headers.length > 0 ? bytes.length % 8 === 0 : isDerSequence(bytes);
        return bytes.length >= MIN_PROTECTED_BYTES && isWhole
            ? { fingerprint: undefined, isProtected: true }
            : undefined;
    }
    const key = attempt(() => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)((0,_kanuka_pem_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPem */ .uy)(block)));
    return key && { fingerprint: (0,_kanuka_public_key_js__WEBPACK_IMPORTED_MODULE_1__/* .fingerprintOf */ .a)((0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(key)), isProtected: false };
}
async function judgeOpenSsh(block) {
    const { readOpenSshKey } = await Promise.all(/* import() */[__webpack_require__.e(92), __webpack_require__.e(119)]).then(__webpack_require__.bind(__webpack_require__, 119));
    const bytes = Buffer.from(block.body, 'base64');
    const result = readOpenSshKey(bytes, undefined);
    if ('key' in result) {
        return { fingerprint: (0,_kanuka_public_key_js__WEBPACK_IMPORTED_MODULE_1__/* .fingerprintOf */ .a)((0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(result.key)), isProtected: false };
    }
    if (result.failure === 'damaged' || result.failure === 'passphrase wrong')
        return undefined;
    const container = attempt(() => readContainer(bytes));
    if (!container || container.secretLength < MIN_PROTECTED_BYTES)
        return undefined;
    const { publicKey, isProtected } = container;
    return { fingerprint: publicKey && (0,_kanuka_public_key_js__WEBPACK_IMPORTED_MODULE_1__/* .fingerprintOf */ .a)(publicKey), isProtected };
}
// The public half stands in clear in front of the protected one.
// https://cvsweb.openbsd.org/src/usr.bin/ssh/PROTOCOL.key
function readContainer(bytes) {
    const outer = fieldsOf(bytes.subarray('openssh-key-v1\0'.length));
    const cipher = outer.next().toString('latin1');
    outer.next();
    outer.next();
    outer.skip(4);
    const publicHalf = fieldsOf(outer.next());
    const secretLength = outer.next().length;
    const isProtected = cipher !== 'none';
    if (publicHalf.next().toString('latin1') !== 'ssh-rsa') {
        return { publicKey: undefined, isProtected, secretLength };
    }
    const [e, n] = [publicHalf.next(), publicHalf.next()].map((number) => number.subarray(number[0] === 0 ? 1 : 0).toString('base64url'));
    const jwk = { kty: 'RSA', ...(n !== undefined && { n }), ...(e !== undefined && { e }) };
    return { publicKey: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)({ key: jwk, format: 'jwk' }), isProtected, secretLength };
}
/** Length-prefixed fields, RFC 4251 section 5; throws past the end. */
function fieldsOf(bytes) {
    let at = 0;
    return {
        next() {
            const start = at + 4;
            at = start + bytes.readUInt32BE(at);
            if (at > bytes.length)
                throw new RangeError('length');
            return bytes.subarray(start, at);
        },
        skip(length) {
            at += length;
        },
    };
}
// The outermost length agrees with what is there, as it does in no placeholder.
function isDerSequence(bytes) {
    const width = (bytes[1] ?? 0) - 0x80;
    if (bytes[0] !== 0x30 || width > 4)
        return false;
    if (width < 0)
        return bytes.length === 2 + (bytes[1] ?? 0);
    return width > 0 && bytes.length === 2 + width + bytes.readUIntBE(2, width);
}
function attempt(work) {
    try {
        return work();
    }
    catch {
        // Not a key: nothing that its reason would add.
        return undefined;
    }
}


/***/ }),

/***/ 6314:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ readableText)
/* harmony export */ });
/* harmony import */ var _secrets_dotenv_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9061);
// Tells text from bytes that only look like it, whatever its encoding. Judges; shows nothing of it.

const SAMPLE_BYTES = 64 * 1024;
/** Of random bytes two in five are characters: 40 of them have this share once in a billion times. */
const TEXT_SHARE = 0.85;
/** Text in UTF-8, UTF-16 with its mark, or an old encoding of one byte; undefined for anything else. */
function readableText(bytes) {
    const wide = utf16(bytes);
    if (wide !== undefined)
        return shareOfText(Buffer.from(wide, 'utf8')) ? wide : undefined;
    const text = (0,_secrets_dotenv_js__WEBPACK_IMPORTED_MODULE_0__/* .decodeText */ .g7)(bytes);
    if (text !== undefined)
        return text;
    return !bytes.includes(0) && shareOfText(bytes) ? bytes.toString('latin1') : undefined;
}
function utf16(bytes) {
    if (bytes.length % 2 !== 0 || bytes.length < 2)
        return undefined;
    const mark = bytes.readUInt16BE(0);
    if (mark !== 0xfffe && mark !== 0xfeff)
        return undefined;
    const label = mark === 0xfffe ? 'utf-16le' : 'utf-16be';
    return new TextDecoder(label).decode(bytes);
}
function shareOfText(bytes) {
    const sample = bytes.subarray(0, SAMPLE_BYTES);
    let characters = 0;
    for (const byte of sample) {
        if ((byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d))
            characters += 1;
    }
    return characters >= sample.length * TEXT_SHARE;
}


/***/ }),

/***/ 4153:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $W: () => (/* binding */ isRegular),
/* harmony export */   Cs: () => (/* binding */ isNamedLikePlaintext),
/* harmony export */   Fl: () => (/* binding */ baseName),
/* harmony export */   KG: () => (/* binding */ plaintextPaths),
/* harmony export */   _p: () => (/* binding */ isSecretPath),
/* harmony export */   iE: () => (/* binding */ isNeverPlaintext),
/* harmony export */   oW: () => (/* binding */ isCiphertextPath),
/* harmony export */   rH: () => (/* binding */ secretFilesOf)
/* harmony export */ });
/* harmony import */ var _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7173);
/* harmony import */ var _snapshot_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4520);
// Which paths of a commit the rules about files look at: secret files, their plaintexts, and what else
// is named like a plaintext. By names alone; reads nothing.


function isRegular({ mode }) {
    return mode.startsWith('100');
}
/** A path that a secret file can have, whether there is a store or not. */
function isSecretPath(path) {
    return (0,_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .isSecretFileName */ .e0)(baseName(path)) && !path.split('/').includes(_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .STORE_FOLDER */ .dB);
}
/** Whether what lies there is ciphertext if all is well: a secret file, or a wrapped key. */
function isCiphertextPath(path) {
    return isSecretPath(path) || /(?:^|\/)\.kanuka\/secrets\/[^/]+\.kanuka$/.test(path);
}
/** The secret files of all stores, by path relative to the repository's root. */
function secretFilesOf(snapshot) {
    const files = new Map();
    for (const store of snapshot.stores.values()) {
        for (const [path, file] of store.secretFiles)
            files.set((0,_snapshot_js__WEBPACK_IMPORTED_MODULE_1__/* .pathIn */ .l)(store, path), file);
    }
    return files;
}
/** Where the secret files of a commit, or of any version in a range, have their plaintext. */
function plaintextPaths(snapshot, range) {
    const paths = new Set();
    for (const path of secretFilesOf(snapshot).keys())
        paths.add((0,_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .plaintextPath */ .RF)(path));
    if (!range)
        return paths;
    for (const path of secretFilesOf(range.base).keys())
        paths.add((0,_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .plaintextPath */ .RF)(path));
    for (const { path, file } of range.changes) {
        if (isRegular(file) && isSecretPath(path))
            paths.add((0,_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .plaintextPath */ .RF)(path));
    }
    return paths;
}
const PUBLIC_PARTS = new Set(['example', 'sample', 'template', 'dist', 'schema', 'defaults']);
// Files in a programming, markup or style language, by the last part of their names. Those in which
// people also keep variables (json, yaml, toml, ini, txt) are not among them.
const SOURCE_CODE = new Set([
    'ts tsx mts cts js jsx mjs cjs vue svelte astro coffee py pyi pyx ipynb rb erb rake gemspec',
    'go rs java kt kts scala groovy gradle clj cljs ex exs erl hrl hs ml mli elm c h cc cpp cxx hpp hh',
    'cs fs fsx vb swift m mm php phtml pl pm lua r jl dart zig nim sol asm wat',
    'sh bash zsh fish csh ksh ps1 psm1 bat cmd awk sql graphql gql proto thrift tf hcl nix bzl cmake mk',
    'md mdx rst adoc tex html htm xhtml xml svg css scss sass less styl hbs ejs pug njk liquid j2 tmpl tpl',
    'patch diff snap',
].flatMap((line) => line.split(' ')));
/** Names that never are a plaintext: kept to be read by all, or to be compiled. */
function isNeverPlaintext(path) {
    const parts = baseName(path).toLowerCase().split('.');
    if (parts.some((part) => PUBLIC_PARTS.has(part)))
        return true;
    return parts.length > 1 && SOURCE_CODE.has(parts.at(-1) ?? '');
}
/** `.env`, `.env.production`, `app.env`: not `.envrc`, `environment.rb`, nor a secret file. */
function isNamedLikePlaintext(path) {
    const name = baseName(path);
    return name.split('.').includes('env') && !(0,_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .isSecretFileName */ .e0)(name) && !isNeverPlaintext(path);
}
function baseName(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}


/***/ }),

/***/ 4520:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ pathIn)
/* harmony export */ });
/** A path of a store as findings show it: relative to the repository's root. */
function pathIn({ root }, path) {
    return root === '' ? path : `${root}/${path}`;
}


/***/ }),

/***/ 1067:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  check: () => (/* binding */ check)
});

// EXTERNAL MODULE: ./git/history.js
var git_history = __webpack_require__(7534);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./errors.js
var errors = __webpack_require__(5650);
// EXTERNAL MODULE: ./platform/environment.js
var environment = __webpack_require__(7480);
// EXTERNAL MODULE: ./git/git-output.js
var git_output = __webpack_require__(1578);
// EXTERNAL MODULE: ./git/git-process.js
var git_process = __webpack_require__(7914);
;// CONCATENATED MODULE: ./git/ignore-rules.js
// What git's ignore rules and attributes say of paths, by the rule files of one commit alone. They lie
// in a folder of our own, where there is nothing else: no index, no settings of the checkout, of the
// user or of the machine, and no file of the checkout has a say. Writes only there.







/** A million paths and a thousand patterns take a second. */
const TIME_LIMIT_MS = 20_000;
/**
 * The folder is removed at the end, whatever happens in between.
 * @param timeLimitMs for each question
 * @param files `.gitignore` and `.gitattributes`, by path relative to the repository's root
 * @throws ActionError GIT_MISSING, WRITE_FAILED; RulesTooSlow
 */
async function inRulesFolder(files, work, timeLimitMs = TIME_LIMIT_MS) {
    const base = external_node_fs_.mkdtempSync((0,external_node_path_.join)(environment/* environment */.cA['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(), 'kanuka-rules-'));
    try {
        // git takes its own folder for one only if it is called as it likes, or looks as it should.
        const place = { gitDir: (0,external_node_path_.join)(base, 'git'), workTree: (0,external_node_path_.join)(base, 'tree') };
        for (const folder of ['git/refs', 'git/objects', 'tree']) {
            external_node_fs_.mkdirSync((0,external_node_path_.join)(base, folder), { recursive: true });
        }
        external_node_fs_.writeFileSync((0,external_node_path_.join)(place.gitDir, 'HEAD'), 'ref: refs/heads/none\n');
        external_node_fs_.writeFileSync((0,external_node_path_.join)(place.gitDir, 'config'), SETTINGS);
        for (const [path, bytes] of files)
            writeRuleFile((0,external_node_path_.join)(place.workTree, path), { path, bytes });
        return await work(rulesIn({ ...place, timeLimitMs }));
    }
    finally {
        external_node_fs_.rmSync(base, { recursive: true, force: true, maxRetries: 3 });
    }
}
// Without a value git looks for both in the user's home.
const SETTINGS = [
    '[core]',
    'repositoryFormatVersion = 0',
    'bare = false',
    'excludesFile = /dev/null',
    'attributesFile = /dev/null',
    '',
].join('\n');
// check-ignore takes no literal pathspecs; `./` in front keeps a name from being taken for one.
const ENV = { GIT_ATTR_NOSYSTEM: '1', GIT_LITERAL_PATHSPECS: undefined };
const HERE = './';
function writeRuleFile(to, { path, bytes }) {
    if (!isPossible(path))
        return;
    try {
        external_node_fs_.mkdirSync((0,external_node_path_.dirname)(to), { recursive: true });
        external_node_fs_.writeFileSync(to, bytes);
    }
    catch (error) {
        // A name that this disk does not take, so that no checkout on it has the file either.
        const { code = '' } = error;
        if (!['ENAMETOOLONG', 'EINVAL', 'ENOENT', 'EEXIST', 'ENOTDIR', 'EISDIR'].includes(code))
            throw error;
    }
}
const IMPOSSIBLE = process.platform === 'win32' ? /[\0\\:]/ : /\0/;
// A tree can hold any name, if it was not made by git; git itself ends at one that leads outside.
function isPossible(path) {
    if (IMPOSSIBLE.test(path))
        return false;
    return path
        .split('/')
        .every((name) => !['', '.', '..'].includes(name) && name.toLowerCase() !== '.git');
}
function rulesIn(place) {
    return {
        async ignored(paths) {
            const output = await ask(place, ['check-ignore', '-z', '--stdin', '--no-index'], paths);
            const found = (0,git_output/* pathText */.LF)(output).split('\0').slice(0, -1);
            return new Set(found.map((path) => path.slice(HERE.length)));
        },
        async attributes(names, paths) {
            const output = await ask(place, ['check-attr', '-z', '--stdin', ...names], paths);
            const fields = (0,git_output/* pathText */.LF)(output).split('\0');
            const found = new Map();
            for (let at = 0; at + 2 < fields.length; at += 3) {
                const [asked = '', name = '', value = ''] = fields.slice(at, at + 3);
                const path = asked.slice(HERE.length);
                if (value === 'unspecified')
                    continue;
                const known = found.get(path);
                if (known)
                    known.set(name, value);
                else
                    found.set(path, new Map([[name, value]]));
            }
            return found;
        },
    };
}
/** git takes time without end for some patterns, which a pull request may bring. */
class RulesTooSlow extends Error {
    name = 'RulesTooSlow';
}
async function ask(place, args, paths) {
    const chunks = [];
    const git = (0,git_process/* startGit */.BE)(place, args, { onOutput: (chunk) => chunks.push(chunk), env: ENV });
    const limit = setTimeout(git.kill, place.timeLimitMs);
    git.say(listOf(paths));
    git.end();
    const exitCode = await git.ended;
    clearTimeout(limit);
    if (exitCode === undefined)
        throw new RulesTooSlow();
    (0,git_process/* throwIfMissing */.WM)({ exitCode, stderr: '' });
    // 1: none of them.
    if (exitCode <= 1)
        return Buffer.concat(chunks);
    throw new errors/* ActionError */.lZ('WRITE_FAILED', {
        what: `git ${args[0] ?? ''} failed in a folder of its own (exit code ${exitCode})`,
        fix: 'Look for a full disk in RUNNER_TEMP.',
    });
}
function listOf(paths) {
    const possible = [...new Set(paths)].filter(isPossible);
    return (0,git_output/* pathBytes */.X5)(possible.map((path) => `${HERE}${path}\0`).join(''));
}

;// CONCATENATED MODULE: ./git/range-changes.js
// Which files the commits of a range added or changed, with one process that is read as it speaks.
// Looks at no contents.



const LOG = [
    'log',
    '--reverse',
    '--topo-order',
    '--format=%x01%H',
    '--raw',
    '-z',
    // Of a merge, what none of its parents has: what came from a parent is that one's.
    '-c',
    '--root',
    '--no-abbrev',
    '--no-renames',
    '--no-show-signature',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules=none',
    '-O/dev/null',
];
/**
 * Every file as the commits added or changed it, the oldest commit first; what stays as it was counts once.
 * A merge counts where it differs from each of its parents.
 * @throws ActionError GIT_MISSING, HISTORY_MISSING when the place lacks a commit or its folders
 */
async function rangeChanges(place, { head, without, paths }) {
    const parser = new LogParser(paths);
    const excluded = [...new Set(without)].map((id) => `^${id}`);
    const args = [...LOG, ...excluded, '--end-of-options', head, '--', ...limits(paths)];
    const end = await (0,git_process/* streamGit */.t1)(place, args, { onOutput: parser.take });
    (0,git_process/* throwIfMissing */.WM)(end);
    if (end.exitCode === 0)
        return parser.changes;
    throw new errors/* ActionError */.lZ('HISTORY_MISSING', {
        what: `git does not have all commits before ${head}, or not all of their folders`,
        fix: 'Check out with `fetch-depth: 0` and without `filter:`.',
    });
}
// git compares every entry with every path that it is given, so it is given few. A name that is no UTF-8
// cannot be given.
const MAX_LIMITS = 50;
function limits(paths) {
    const given = [...(paths ?? [])];
    return given.length > MAX_LIMITS || given.some((path) => !path.isWellFormed()) ? [] : given;
}
// For each commit \x01 and its id; then for each path `:<mode>… <id>… <status>` with a colon, a mode and
// an id for each parent, and mode and id of the commit itself; then the path. Each ends with NUL, and
// line ends or nothing come between. https://git-scm.com/docs/diff-format
class LogParser {
    changes = [];
    take;
    #paths;
    /** What each path was last. */
    #last = new Map();
    #commit = '';
    /** What the path that comes next is; undefined: no path comes next. */
    #file;
    constructor(paths) {
        this.#paths = paths;
        this.take = new git_output/* Splitter */.O3(0, (field) => this.#field(field)).take;
    }
    #field(field) {
        const file = this.#file;
        this.#file = undefined;
        if (file === undefined)
            this.#record(field.toString('latin1').trim());
        else if (file !== 'removed')
            this.#add((0,git_output/* pathText */.LF)(field), file);
    }
    #record(text) {
        if (text.startsWith('\x01'))
            this.#commit = text.slice(1);
        if (!text.startsWith(':'))
            return;
        const parents = text.lastIndexOf(':') + 1;
        const words = text.slice(parents).split(' ');
        const [mode = '', id = ''] = [words[parents], words[2 * parents + 1]];
        this.#file = mode === '000000' ? 'removed' : { mode, id };
    }
    #add(path, file) {
        if (this.#paths && !this.#paths.has(path))
            return;
        const written = `${file.mode} ${file.id}`;
        if (this.#last.get(path) === written)
            return;
        this.#last.set(path, written);
        this.changes.push({ commit: this.#commit, path, file });
    }
}

// EXTERNAL MODULE: ./kanuka/layout.js
var layout = __webpack_require__(7173);
// EXTERNAL MODULE: ./platform/printable.js
var printable = __webpack_require__(9298);
// EXTERNAL MODULE: ./kanuka/audit-log.js
var audit_log = __webpack_require__(7623);
;// CONCATENATED MODULE: ./check/audit-lines.js
// Lines of audit.jsonl with their numbers, and those that one log has and another has not. Parsing a
// line is kanuka/audit-log.ts. Must stay linear: a log is as long as its writer likes.

const OPERATIONS = ['init', 'revoke', 'rotate', 'sync'];
// Several rules ask for the same log.
const parsed = new WeakMap();
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Lines that are not empty, whatever their line ends. */
function* rawLines(log) {
    const bytes = Buffer.from(log.buffer, log.byteOffset, log.byteLength);
    let number = 0;
    for (let start = 0; start < bytes.length;) {
        number += 1;
        const newline = bytes.indexOf(NEWLINE, start);
        const next = newline === -1 ? bytes.length : newline + 1;
        let end = newline === -1 ? bytes.length : newline;
        if (end > start && bytes[end - 1] === CARRIAGE_RETURN)
            end -= 1;
        if (end > start)
            yield { number, bytes: bytes.subarray(start, end) };
        start = next;
    }
}
/** Lines about keys that can be read. */
function keyLines(log) {
    if (!log)
        return [];
    const known = parsed.get(log);
    if (known)
        return known;
    const lines = [];
    for (const { number, bytes } of rawLines(log)) {
        const [entry] = (0,audit_log/* readAuditLog */.O)(bytes);
        if (entry && OPERATIONS.includes(entry.op))
            lines.push({ number, entry });
    }
    parsed.set(log, lines);
    return lines;
}
/** Lines of these operations that `to` has and `from` has not, in the order of `to`. */
function newKeyLines(from, to, operations) {
    const known = new Set(keyLines(from).map(({ entry }) => identity(entry)));
    return keyLines(to).filter(({ entry }) => operations.some((operation) => operation === entry.op) && !known.has(identity(entry)));
}
// By what it says and not by its bytes: git may convert line ends.
function identity({ time, op, user, uuid, targetUuid, targetUser }) {
    return JSON.stringify([time.getTime(), op, user, uuid, targetUuid, targetUser]);
}

// EXTERNAL MODULE: ./check/finding.js
var finding = __webpack_require__(4847);
// EXTERNAL MODULE: ./check/member-wording.js
var member_wording = __webpack_require__(7483);
// EXTERNAL MODULE: ./check/snapshot.js
var snapshot = __webpack_require__(4520);
;// CONCATENATED MODULE: ./check/audit.js
// What the log and the folder of a store say by themselves: lines that vanished, the age of the key,
// files that do not belong there. Who is in the store is members.ts.






const DAY = 24 * 60 * 60 * 1000;
const HARMLESS_NAMES = ['.gitignore', '.gitattributes', '.gitkeep', 'README.md'];
/**
 * @param rotatedAt by root of a store: when a commit last changed its wrapped keys, where history says
 */
function auditRules(rotatedAt = new Map()) {
    return (context) => [...context.head.stores].flatMap(([root, store]) => [
        ...rewritten(store, context.range?.base.stores.get(root)),
        ...rotationDue(store, context, rotatedAt.get(root)),
        ...unexpectedFiles(store),
    ]);
}
function rewritten(store, base) {
    if (!base?.auditLog || isUnread(store))
        return [];
    const missing = firstMissing(base.auditLog, store.auditLog ?? new Uint8Array());
    if (!missing)
        return [];
    const { number, line } = missing;
    return [
        (0,finding/* finding */.g)('AUDIT_LOG_REWRITTEN', {
            path: (0,snapshot/* pathIn */.l)(store, layout/* AUDIT_FILE */.v2),
            ...(line !== undefined && { line }),
            message: `Line ${number} that ${(0,snapshot/* pathIn */.l)(store, layout/* AUDIT_FILE */.v2)} had at the merge base was removed, changed or moved`,
            fix: 'Put the lines of the base branch back in their order, with the new ones after them; `kanuka secrets log` shows the log.',
        }),
    ];
}
/** Too large, or not to be had: nothing can be said of it. */
function isUnread({ storeFiles, auditLog }) {
    const file = storeFiles.get(layout/* AUDIT_FILE */.v2);
    return auditLog === undefined && file?.mode.startsWith('100') === true;
}
/** The first line of `old` that `current` has not after those before. Each line is looked at once. */
function firstMissing(old, current) {
    const left = rawLines(current);
    let matched = 0;
    for (const { number, bytes } of rawLines(old)) {
        let next = left.next();
        while (!next.done && !next.value.bytes.equals(bytes))
            next = left.next();
        if (next.done)
            return { number, line: current.length > 0 ? matched + 1 : undefined };
        matched = next.value.number;
    }
    return undefined;
}
function rotationDue(store, { now, maxKeyAge }, changedAt) {
    if (maxKeyAge === undefined || store.wrappedKeys.size === 0)
        return [];
    const logged = (0,audit_log.keyMadeAt)(store.auditLog, now);
    // Whoever may commit can write a line into the log; the older of the two counts.
    const times = [logged, changedAt].flatMap((date) => (date ? [date.getTime()] : []));
    const madeAt = times.length === 0 ? undefined : Math.min(...times);
    if (madeAt !== undefined && now.getTime() - madeAt <= maxKeyAge)
        return [];
    const when = madeAt === undefined
        ? 'was last rotated at a time that neither its audit log nor git tells'
        : `was last rotated on ${new Date(madeAt).toISOString().slice(0, 10)}, ${inDays(now.getTime() - madeAt)} ago`;
    const line = keyLines(store.auditLog).findLast(({ entry }) => entry.op !== 'rotate' && entry.time.getTime() === madeAt);
    return [
        (0,finding/* finding */.g)('ROTATION_DUE', {
            path: (0,snapshot/* pathIn */.l)(store, layout/* AUDIT_FILE */.v2),
            ...(line && { line: line.number }),
            message: `The symmetric key of ${(0,member_wording/* storeName */.Hz)(store)} ${when}, and \`max-key-age\` allows ${inDays(maxKeyAge)}`,
            fix: 'Run `kanuka secrets sync`, or this action with `command: sync`, and commit what it writes.',
        }),
    ];
}
function inDays(milliseconds) {
    const hours = Math.floor(milliseconds / (DAY / 24));
    return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
}
function unexpectedFiles(store) {
    return [...store.storeFiles].flatMap(([path, file]) => {
        const found = oddityOf(store, path, file);
        if (!found)
            return [];
        const shown = (0,snapshot/* pathIn */.l)(store, path);
        const { what, fix } = found;
        return [(0,finding/* finding */.g)('STORE_FILE_UNEXPECTED', { path: shown, message: `${shown} ${what}`, fix })];
    });
}
// No command with the path in it: the path is whatever a pull request chose.
const REMOVE = 'Remove it with `git rm`, and `kanuka secrets doctor` should be content.';
function oddityOf(store, path, { mode }) {
    if (mode === '120000')
        return { what: `is a link; Kanuka's files are regular ones`, fix: REMOVE };
    if (mode === '160000')
        return { what: `is a submodule in ${layout/* STORE_FOLDER */.dB}/`, fix: REMOVE };
    if (mode === '100755') {
        return {
            what: 'is executable, though nothing in a store is to be run',
            fix: 'Take that away with `git update-index --chmod=-x`, and commit.',
        };
    }
    const name = path.slice(path.lastIndexOf('/') + 1);
    if ((0,layout/* isLayoutPath */.Yr)(path) || HARMLESS_NAMES.includes(name))
        return undefined;
    // Named after users; STORE_LEGACY says all of it.
    const isLegacyKey = /^\.kanuka\/(public_keys\/[^/]+\.pub|secrets\/[^/]+\.kanuka)$/.test(path);
    if (store.config.kind === 'legacy' && isLegacyKey)
        return undefined;
    return { what: 'is no file of a store; Kanuka neither writes nor reads it', fix: REMOVE };
}

;// CONCATENATED MODULE: ./check/blob-batches.js
const BATCH_BYTES = 32 * 1024 * 1024;
/** Each id once, with its bytes; larger and missing ones are left out. */
async function* eachBlob(blobs, ids, limit) {
    const sizes = await blobs.sizes(new Set(ids));
    let batch = [];
    let room = BATCH_BYTES;
    for (const [id, size] of sizes) {
        if (size > limit)
            continue;
        if (size > room && batch.length > 0) {
            yield* await blobs.read(batch, limit);
            batch = [];
            room = BATCH_BYTES;
        }
        batch.push(id);
        room -= size;
    }
    if (batch.length > 0)
        yield* await blobs.read(batch, limit);
}

// EXTERNAL MODULE: ./check/ciphertext-content.js
var ciphertext_content = __webpack_require__(6564);
// EXTERNAL MODULE: ./check/secret-paths.js
var secret_paths = __webpack_require__(4153);
;// CONCATENATED MODULE: ./check/nonces.js


/** One finding a nonce, at the head's file if there is one, and at a changed one if possible. */
function reusedNonces(context, files, contents) {
    const nonces = new Map();
    for (const [id, place] of places(context, files)) {
        const found = contents.get(id);
        if (found?.content.kind !== 'ciphertext')
            continue;
        const versions = nonces.get(found.nonce) ?? new Map();
        nonces.set(found.nonce, versions);
        if (!versions.has(id))
            versions.set(id, place);
    }
    return [...nonces.values()].flatMap((versions) => {
        const [first, second] = versions.values();
        return first && second && !first.isKnown ? [reuse(first, second)] : [];
    });
}
// In the order in which a finding wants to name them.
function* places({ head, range }, files) {
    const isChanged = ({ path, id }) => range?.base.files.get(path)?.id !== id;
    const ordered = [...files.filter(isChanged), ...files.filter((file) => !isChanged(file))];
    for (const { id, path, root } of ordered)
        yield [id, { path, root }];
    if (!range)
        return;
    for (const { path, file, commit } of range.changes) {
        if ((0,secret_paths/* isRegular */.$W)(file) && (0,secret_paths/* isSecretPath */._p)(path))
            yield [file.id, { path, commit }];
    }
    for (const snapshot of [range.base, range.tip]) {
        if (snapshot.commit === head.commit)
            continue;
        for (const [path, { id }] of (0,secret_paths/* secretFilesOf */.rH)(snapshot)) {
            yield [id, { path, commit: snapshot.commit, isKnown: true }];
        }
    }
}
function reuse(first, second) {
    return (0,finding/* finding */.g)('NONCE_REUSED', {
        path: first.path,
        message: `The secret file${inCommit(first)} begins with the nonce of ${second.path === first.path ? 'another version of itself' : second.path}${inCommit(second)}, so the two ciphertexts give away how their plaintexts differ`,
        fix: 'Change the values in both, and write all secret files anew under a new key with `kanuka secrets sync`.',
    });
}
function inCommit({ commit }) {
    return commit === undefined ? '' : ` in commit ${commit.slice(0, 12)}`;
}

;// CONCATENATED MODULE: ./check/shell-words.js
// Commands that a finding asks people to run. Names come out of the checkout, and are pasted into a
// shell: quoted, or left out where no quoting that is readable would do. Runs nothing.

const PLAIN = /^[\w./@%+=,][\w./@%+=:,-]*$/;
/** A path as one word of a shell, that is safe between backticks too. */
function shellWord(path) {
    if (PLAIN.test(path))
        return path;
    // What does not print as it is cannot be copied from what was printed.
    if ((0,printable/* printable */.g$)(path) !== path || path.includes('`'))
        return '<path>';
    const word = path.startsWith('-') ? `./${path}` : path;
    return `'${word.replaceAll("'", `'\\''`)}'`;
}
/** `git <command> -- <paths>`, where no name is taken for a pattern. */
function gitCommand(command, ...paths) {
    const literal = paths.some((path) => /[*?[\\]|^:/.test(path)) ? '--literal-pathspecs ' : '';
    return `git ${literal}${command} -- ${paths.map(shellWord).join(' ')}`;
}
/** A command as it is run in the root of a store. */
function inStore(root, command) {
    return root === '' ? command : `cd ${shellWord(root)} && ${command}`;
}

;// CONCATENATED MODULE: ./check/ciphertext.js
// Secret files as bytes: damaged, empty, moved, rolled back, or under a nonce that was used before.
// Needs no key; what git attributes do to them is in git-rules.ts.









/** CIPHERTEXT_DAMAGED (but for attributes), _EMPTY, _MOVED, _ROLLED_BACK, NONCE_REUSED. */
function ciphertext(older = new Map()) {
    return async (context) => {
        const files = secretFiles(context);
        const contents = await readContents(context, files);
        return [
            ...files.flatMap((file) => contentFindings(file, contents.get(file.id))),
            ...reusedNonces(context, files, contents),
            ...(context.range ? movedFindings(context.range, files, contents) : []),
            ...(context.range ? rolledBackFindings(context.range, files, older) : []),
        ];
    };
}
function secretFiles({ head }) {
    return [...head.stores.values()].flatMap((store) => [...store.secretFiles].map(([path, { id }]) => ({
        path: (0,snapshot/* pathIn */.l)(store, path),
        id,
        root: store.root,
        plaintext: (0,layout/* plaintextPath */.RF)(path),
    })));
}
async function readContents({ range, blobs }, files) {
    const ids = new Set(files.map(({ id }) => id));
    if (range) {
        for (const { id } of (0,secret_paths/* secretFilesOf */.rH)(range.base).values())
            ids.add(id);
        for (const { id } of (0,secret_paths/* secretFilesOf */.rH)(range.tip).values())
            ids.add(id);
        for (const { path, file } of range.changes) {
            if ((0,secret_paths/* isRegular */.$W)(file) && (0,secret_paths/* isSecretPath */._p)(path))
                ids.add(file.id);
        }
    }
    const contents = new Map();
    for await (const [id, bytes] of eachBlob(blobs, ids, layout/* MAX_SECRET_FILE_BYTES */.J4)) {
        const nonce = bytes.toString('hex', 0, ciphertext_content/* NONCE_BYTES */.q);
        contents.set(id, { content: (0,ciphertext_content/* contentOf */.$)(bytes), size: bytes.length, nonce });
    }
    return contents;
}
function contentFindings(file, found) {
    if (!found)
        return [];
    const damage = describeDamage(found);
    if (damage !== undefined) {
        const { content } = found;
        return [
            (0,finding/* finding */.g)('CIPHERTEXT_DAMAGED', {
                path: file.path,
                ...(content.kind === 'conflict' && { line: content.line }),
                message: `The secret file ${damage}`,
                fix: repair(file, content),
            }),
        ];
    }
    if (found.content.kind !== 'ciphertext' || found.size !== layout/* CIPHERTEXT_OVERHEAD */._x)
        return [];
    return [
        (0,finding/* finding */.g)('CIPHERTEXT_EMPTY', {
            path: file.path,
            message: `The secret file is ${layout/* CIPHERTEXT_OVERHEAD */._x} bytes long, which is an encrypted file without contents`,
            fix: `Encrypt it anew with \`${encryptCommand(file)}\`, or remove it with \`${gitCommand('rm', file.path)}\`.`,
        }),
    ];
}
function describeDamage({ content, size }) {
    switch (content.kind) {
        case 'short':
            return `is ${(0,printable/* count */.U9)(size, 'byte')} long, and a ciphertext has at least ${layout/* CIPHERTEXT_OVERHEAD */._x}${content.isText ? '; it is readable text' : ''}`;
        case 'pointer':
            return 'is a pointer of Git LFS, and its contents are not in git';
        case 'conflict':
            return 'holds the conflict markers of a merge';
        default:
            return undefined;
    }
}
function repair(file, content) {
    const encrypt = `\`${encryptCommand(file)}\``;
    if (content.kind === 'pointer') {
        const attribute = `\`git lfs untrack ${shellWord(file.path)}\``;
        return `Run ${attribute}, and commit the file itself, or encrypt it anew with ${encrypt}.`;
    }
    if (content.kind === 'short' && content.isText) {
        return `Change every value in it, and encrypt it anew with ${encrypt}.`;
    }
    const log = `\`${gitCommand('log --oneline', file.path)}\``;
    return `Encrypt it anew with ${encrypt}, or restore a version that ${log} lists.`;
}
function encryptCommand({ root, plaintext }) {
    return inStore(root, `kanuka secrets encrypt ${shellWord(plaintext)}`);
}
// Names are not bound into ciphertext: swapped files open without complaint.
function movedFindings({ base }, files, contents) {
    const changed = files.filter(({ path, id }) => base.files.get(path)?.id !== id && contents.get(id)?.content.kind === 'ciphertext');
    const wanted = new Set(changed.map(({ id }) => id));
    const homes = new Map();
    for (const [path, { id }] of base.files)
        if (wanted.has(id) && !homes.has(id))
            homes.set(id, path);
    return changed.flatMap((file) => {
        const home = homes.get(file.id);
        if (home === undefined)
            return [];
        return [
            (0,finding/* finding */.g)('CIPHERTEXT_MOVED', {
                path: file.path,
                message: `The secret file has the bytes that ${home} has at the merge base, so it opens with the values of that one`,
                fix: `If it was not renamed on purpose, restore it, or encrypt it anew with \`${encryptCommand(file)}\`.`,
            }),
        ];
    });
}
function rolledBackFindings({ base, changes }, files, older) {
    const changed = files.filter(({ path, id }) => base.files.get(path)?.id !== id);
    const paths = new Set(changed.map(({ path }) => path));
    const versions = new Map();
    for (const { path, file } of changes) {
        if (!paths.has(path))
            continue;
        const known = versions.get(path) ?? [];
        versions.set(path, known);
        // Another mode is no other version.
        if (known.at(-1) !== file.id)
            known.push(file.id);
    }
    return changed.flatMap((file) => {
        const known = versions.get(file.path) ?? [];
        // Written, replaced by another version, and written again.
        const isBackInRange = known.indexOf(file.id) !== known.lastIndexOf(file.id);
        if (!isBackInRange && !new Set(older.get(file.path)).has(file.id))
            return [];
        const checkout = gitCommand(`checkout ${base.commit.slice(0, 12)}`, file.path);
        const restore = base.files.has(file.path)
            ? `restore the newer one with \`${checkout}\`, or `
            : '';
        return [
            (0,finding/* finding */.g)('CIPHERTEXT_ROLLED_BACK', {
                path: file.path,
                message: 'The secret file has the bytes of an older version of itself, with the values of that time',
                fix: `If that is not meant, ${restore}encrypt it anew with \`${encryptCommand(file)}\`.`,
            }),
        ];
    });
}

;// CONCATENATED MODULE: ./check/git-rules.js
// What the ignore rules and attributes of the head mean for secret files and plaintexts. Asks git
// through an interface, and reads no rule itself.






/** More than anybody writes, and so much that git stays quick. */
const MAX_RULE_FILE_BYTES = 512 * 1024;
const RULE_FILES = ['.gitignore', '.gitattributes'];
/** The files that have a say about what `gitRules` asks, by path; for who answers it. */
async function ruleFiles({ head, blobs, }) {
    const folders = foldersAbove(head);
    const found = [...head.files].filter(([path, file]) => {
        const name = (0,secret_paths/* baseName */.Fl)(path);
        if (!RULE_FILES.includes(name) || !(0,secret_paths/* isRegular */.$W)(file))
            return false;
        return folders.has(path.slice(0, -name.length));
    });
    const contents = new Map();
    const ids = found.map(([, { id }]) => id);
    for await (const [id, bytes] of eachBlob(blobs, ids, MAX_RULE_FILE_BYTES)) {
        contents.set(id, bytes);
    }
    return new Map(found.flatMap(([path, { id }]) => {
        const bytes = contents.get(id);
        return bytes ? [[path, bytes]] : [];
    }));
}
/** PLAINTEXT_NOT_IGNORED, CIPHERTEXT_IGNORED, ATTRIBUTES_MISSING, CIPHERTEXT_DAMAGED by attributes. */
function gitRules(git) {
    return async ({ head }) => {
        const stores = [...head.stores.values()];
        if (stores.length === 0)
            return [];
        const asked = stores.map(pathsOf);
        const own = asked.flatMap(({ secretFiles, keys }) => [...secretFiles, ...keys]);
        const plaintexts = asked.flatMap(({ secretFiles }) => secretFiles.map(layout/* plaintextPath */.RF));
        const [ignored, attributes] = await Promise.all([
            git.ignored([...own, ...plaintexts]),
            git.attributes(ATTRIBUTES, own),
        ]);
        return asked.flatMap((paths) => [
            ...plaintextFindings(paths, ignored),
            ...ignoredFindings(paths, ignored),
            ...conversionFindings(paths, attributes),
            ...attributeFindings(paths, attributes),
        ]);
    };
}
const NEXT_UUID = '00000000-0000-4000-8000-000000000000';
function pathsOf(store) {
    const keys = [layout/* CONFIG_FILE */.g2, (0,layout/* publicKeyPath */.GK)(NEXT_UUID), (0,layout/* wrappedKeyPath */.y$)(NEXT_UUID)];
    return {
        store,
        secretFiles: [...store.secretFiles.keys()].map((path) => (0,snapshot/* pathIn */.l)(store, path)),
        keys: keys.map((path) => (0,snapshot/* pathIn */.l)(store, path)),
    };
}
// With `/` at their ends; '' for the root.
function foldersAbove(head) {
    const folders = new Set(['']);
    for (const store of head.stores.values()) {
        const { secretFiles, keys } = pathsOf(store);
        for (const path of [...secretFiles, ...keys]) {
            let at = path.lastIndexOf('/') + 1;
            while (at > 0 && !folders.has(path.slice(0, at))) {
                folders.add(path.slice(0, at));
                at = path.lastIndexOf('/', at - 2) + 1;
            }
        }
    }
    return folders;
}
function plaintextFindings({ secretFiles }, ignored) {
    const open = secretFiles.filter((path) => !ignored.has((0,layout/* plaintextPath */.RF)(path)) && !(0,secret_paths/* isNeverPlaintext */.iE)((0,layout/* plaintextPath */.RF)(path)));
    return open.map((path) => {
        const pattern = ignorePattern((0,layout/* plaintextPath */.RF)(path));
        return (0,finding/* finding */.g)('PLAINTEXT_NOT_IGNORED', {
            path,
            message: `git would not ignore the plaintext of this secret file, so \`git add .\` commits it once it is decrypted`,
            fix: `Ignore it with \`echo ${shellWord(pattern)} >> .gitignore\`.`,
        });
    });
}
// Anchored, and with all that is special to git escaped.
function ignorePattern(path) {
    return `/${path.replace(/[\\*?[\]]/g, String.raw `\$&`).replace(/ +$/, (blanks) => blanks.replaceAll(' ', String.raw `\ `))}`;
}
function ignoredFindings({ store, secretFiles, keys }, ignored) {
    const shown = (path) => `\`${gitCommand('check-ignore -v --no-index', path)}\``;
    const key = keys.find((path) => ignored.has(path));
    const folder = (0,snapshot/* pathIn */.l)(store, layout/* CONFIG_FILE */.g2);
    return [
        ...(key === undefined
            ? []
            : [
                (0,finding/* finding */.g)('CIPHERTEXT_IGNORED', {
                    path: folder,
                    message: 'git would ignore `.kanuka/` or files in it, so that a new member or key is left out of commits',
                    fix: `See with ${shown(key)} which pattern does it, and narrow it, or add \`!.kanuka/\` and \`!.kanuka/**\` below it.`,
                }),
            ]),
        ...secretFiles
            .filter((path) => ignored.has(path))
            .map((path) => (0,finding/* finding */.g)('CIPHERTEXT_IGNORED', {
            path,
            message: 'git would ignore a secret file of this name, so that a new one is left out of commits',
            fix: `See with ${shown(path)} which pattern does it, and add \`!*.kanuka\` below it.`,
        })),
    ];
}
// `crlf` is the old name of `text`, which git still heeds.
const ATTRIBUTES = ['text', 'eol', 'crlf', 'diff', 'merge'];
const WANTED = '*.kanuka -text -diff -merge';
/** Whether git converts line ends whatever is in the file; with `auto` it looks, and leaves binaries alone. */
function converts(attributes) {
    const text = attributes?.get('text') ?? attributes?.get('crlf');
    if (text !== undefined)
        return text === 'set' || text === 'input';
    return ['lf', 'crlf'].includes(attributes?.get('eol') ?? '');
}
function conversionFindings({ store, secretFiles }, attributes) {
    return secretFiles
        .filter((path) => converts(attributes.get(path)))
        .map((path) => (0,finding/* finding */.g)('CIPHERTEXT_DAMAGED', {
        path,
        message: 'git attributes make git convert the line ends of this secret file, which breaks ciphertext',
        fix: `Append the attributes with \`${appendAttributes(store)}\`, encrypt the file anew with \`kanuka secrets encrypt\`, and commit both.`,
    }));
}
function appendAttributes({ root }) {
    return inStore(root, `echo '${WANTED}' >> .gitattributes`);
}
/** A named driver is a decision of its own. */
function isBinary(attributes) {
    if (attributes?.get('text') !== 'unset')
        return false;
    const [diff, merge] = [attributes.get('diff'), attributes.get('merge')];
    return ![diff, merge].some((value) => value === undefined || value === 'set') && merge !== 'text';
}
// One a store. Wrapped keys have no NUL in one of three cases, and are then merged as text too.
function attributeFindings({ store, secretFiles, keys }, attributes) {
    const isCiphertext = (path) => path.endsWith('.kanuka');
    const missing = [...secretFiles, ...keys.filter(isCiphertext)].filter((path) => !isBinary(attributes.get(path)));
    if (missing.length === 0)
        return [];
    return [
        (0,finding/* finding */.g)('ATTRIBUTES_MISSING', {
            path: (0,snapshot/* pathIn */.l)(store, '.gitattributes'),
            message: `No git attributes keep ciphertext binary, so that git may merge short secret files as text`,
            fix: `Append them with \`${appendAttributes(store)}\`.`,
        }),
    ];
}

// EXTERNAL MODULE: ./kanuka/public-key.js
var public_key = __webpack_require__(3836);
;// CONCATENATED MODULE: ./check/keys.js






/** What is shorter can be broken; NIST and BSI have it so. */
const ENOUGH_BITS = 2048;
// All that are compared for common primes, together: the work grows with its square. 256 members with
// keys of 2048 bits.
const MAX_COMPARED_BITS = 2 ** 19;
/** How often the other member is looked for: beyond, it is not named. */
const MAX_PARTNER_SEARCHES = 20;
/** OpenSSL uses no larger ones. */
const MAX_MODULUS_BITS = 16384;
const keyRule = async ({ head, range, blobs }) => {
    const ids = [...head.stores.values()].flatMap(({ wrappedKeys }) => [...wrappedKeys.values()].map(({ id }) => id));
    const sizes = await blobs.sizes(new Set(ids));
    return [...head.stores].flatMap(([root, store]) => [
        ...replaced(store, range?.base.stores.get(root)),
        ...unusable(store),
        ...duplicates(store),
        ...weak(store),
        ...damaged(store, sizes),
    ]);
};
function nameIn(store, uuid) {
    return (0,member_wording/* memberName */.eg)(uuid, (0,member_wording/* membersByUuid */.Aw)(store).get(uuid));
}
/** Members with a `.pub`, in the order of their UUIDs. */
function withPublicKey(store) {
    return store.members.filter(({ uuid }) => store.publicKeys.has(uuid));
}
function held(store) {
    return withPublicKey(store).flatMap((member) => member.publicKey ? [{ member, key: member.publicKey }] : []);
}
function publicKeyPlace(store, { uuid }) {
    return (0,snapshot/* pathIn */.l)(store, (0,layout/* publicKeyPath */.GK)(uuid));
}
function replaced(store, base) {
    if (!base)
        return [];
    const rotates = newKeyLines(base.auditLog, store.auditLog, ['rotate']);
    const rotated = new Set(rotates.map(({ entry }) => entry.uuid));
    return withPublicKey(store).flatMap((member) => {
        const { uuid, publicKey } = member;
        const before = base.publicKeys.get(uuid);
        if (!before || before.id === store.publicKeys.get(uuid)?.id)
            return [];
        const old = (0,member_wording/* membersByUuid */.Aw)(base).get(uuid)?.publicKey;
        // The same key, written in another way.
        if (old && publicKey && (0,public_key/* fingerprintOf */.a)(old) === (0,public_key/* fingerprintOf */.a)(publicKey))
            return [];
        const [wrappedBefore, wrapped] = [base.wrappedKeys.get(uuid), store.wrappedKeys.get(uuid)];
        const isRewrapped = wrappedBefore && wrapped && wrappedBefore.id !== wrapped.id;
        const isOwn = isRewrapped && rotated.has(uuid);
        const why = isOwn ? ', as a line `rotate` of the audit log says' : '';
        return [
            (0,finding/* finding */.g)('MEMBER_KEY_CHANGED', {
                ...(isOwn && { severity: 'warning' }),
                path: publicKeyPlace(store, member),
                message: `The public key of ${nameIn(store, uuid)} in ${(0,member_wording/* storeName */.Hz)(store)} was ${(0,member_wording/* keyName */.xT)(old)} and is now ${(0,member_wording/* keyName */.xT)(publicKey)}${why}`,
                fix: `Ask them in another way whether the new key is theirs; if not, take the file back from the base branch and run \`kanuka secrets sync\`.`,
            }),
        ];
    });
}
function unusable(store) {
    return withPublicKey(store).flatMap((member) => {
        const problem = (0,public_key/* publicKeyProblem */.e)(member);
        // What only Kanuka's CLI stumbles over is no error: this action can wrap for it.
        const what = problem ?? member.oddity;
        if (what === undefined)
            return [];
        return [
            (0,finding/* finding */.g)('PUBLIC_KEY_INVALID', {
                ...(problem === undefined && { severity: 'warning' }),
                path: publicKeyPlace(store, member),
                message: `The public key of ${nameIn(store, member.uuid)} in ${(0,member_wording/* storeName */.Hz)(store)} ${what}`,
                fix: `Restore the file from git history, or let the member run \`kanuka secrets create\` and commit it; otherwise run ${(0,member_wording/* removal */.r2)(store, member.uuid)}.`,
            }),
        ];
    });
}
function duplicates(store) {
    // Whoever has the one private key can compute that of the same modulus with another exponent.
    const byModulus = new Map();
    for (const { member, key } of held(store)) {
        const modulus = modulusOf(key);
        const members = byModulus.get(modulus);
        if (members)
            members.push(member);
        else
            byModulus.set(modulus, [member]);
    }
    return [...byModulus.values()].flatMap((members) => {
        const last = members.at(-1);
        if (members.length < 2 || !last)
            return [];
        return [
            (0,finding/* finding */.g)('MEMBER_KEY_DUPLICATE', {
                path: publicKeyPlace(store, last),
                message: `These members of ${(0,member_wording/* storeName */.Hz)(store)} have one key, ${(0,member_wording/* keyName */.xT)(last.publicKey)}: ${(0,member_wording/* listed */.KE)(members.map(({ uuid }) => nameIn(store, uuid)))}`,
                fix: `Keep one of them, and take out the others: for the last one, ${(0,member_wording/* removal */.r2)(store, last.uuid)}.`,
            }),
        ];
    });
}
function weak(store) {
    const keys = held(store);
    const common = membersWithCommonPrimes(keys);
    return keys.flatMap(({ member, key }) => {
        const { uuid } = member;
        const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
        const other = common.get(uuid);
        const partner = other === undefined ? 'another member' : nameIn(store, other);
        const what = [
            // Under 1024 it is not weak but unusable.
            ...(bits >= 1024 && bits < ENOUGH_BITS ? [`has only ${bits} bits`] : []),
            ...(modulusOf(key) % 2n === 0n ? ['has an even modulus'] : []),
            ...(common.has(uuid)
                ? [`shares a prime with that of ${partner}, so anybody can compute both private keys`]
                : []),
        ];
        if (what.length === 0)
            return [];
        return [
            (0,finding/* finding */.g)('PUBLIC_KEY_WEAK', {
                path: publicKeyPlace(store, member),
                message: `The public key of ${nameIn(store, uuid)} in ${(0,member_wording/* storeName */.Hz)(store)} ${what.join(' and ')}`,
                fix: 'Let the member make a new key pair of at least 2048 bits with `kanuka secrets rotate`, and commit what it writes.',
            }),
        ];
    });
}
/** UUIDs of members whose modulus has a factor in common with that of another, named where it is found. */
function membersWithCommonPrimes(keys) {
    const moduli = comparedModuli(keys);
    // The one direction finds what a key shares with those before it, the other with those after it.
    const searches = { left: MAX_PARTNER_SEARCHES };
    return new Map([
        ...commonWithEarlier(moduli.toReversed(), searches),
        ...commonWithEarlier(moduli, searches),
    ]);
}
function comparedModuli(keys) {
    const moduli = new Map();
    let bits = 0;
    for (const { member, key } of keys) {
        const length = key.asymmetricKeyDetails?.modulusLength ?? 0;
        if (length > MAX_MODULUS_BITS)
            continue;
        bits += length;
        if (bits > MAX_COMPARED_BITS)
            break;
        const value = modulusOf(key);
        // A doubled key and an even modulus are said elsewhere.
        if (value % 2n === 1n)
            moduli.set(value, { uuid: member.uuid, value });
    }
    return [...moduli.values()];
}
function commonWithEarlier(moduli, searches) {
    const found = new Map();
    let product = 1n;
    for (const [index, { uuid, value }] of moduli.entries()) {
        const factor = greatestCommonDivisor(value, product % value);
        if (factor !== 1n && searches.left > 0) {
            searches.left -= 1;
            const others = moduli.slice(0, index);
            const partner = others.find((other) => shares(factor, other.value));
            found.set(uuid, partner?.uuid);
        }
        else if (factor !== 1n) {
            found.set(uuid, undefined);
        }
        product *= value;
    }
    return found;
}
function shares(factor, modulus) {
    return modulus % factor === 0n || greatestCommonDivisor(factor, modulus % factor) !== 1n;
}
function greatestCommonDivisor(one, other) {
    let [a, b] = [one, other];
    while (b !== 0n)
        [a, b] = [b, a % b];
    return a;
}
function modulusOf(key) {
    const { n = '' } = key.export({ format: 'jwk' });
    return BigInt(`0x${Buffer.from(n, 'base64url').toString('hex') || '0'}`);
}
function damaged(store, sizes) {
    const owners = new Map();
    return [...store.wrappedKeys].toSorted(byName).flatMap(([uuid, { id }]) => {
        const owner = owners.get(id);
        owners.set(id, owner ?? uuid);
        const what = owner === undefined
            ? wrongLength(store, uuid, sizes.get(id))
            : `has the very bytes of that of ${nameIn(store, owner)}, so it cannot be made for both`;
        if (what === undefined)
            return [];
        return [
            (0,finding/* finding */.g)('WRAPPED_KEY_DAMAGED', {
                path: (0,snapshot/* pathIn */.l)(store, (0,layout/* wrappedKeyPath */.y$)(uuid)),
                message: `The wrapped key of ${nameIn(store, uuid)} in ${(0,member_wording/* storeName */.Hz)(store)} ${what}`,
                fix: 'Restore the file from git history, or let another member run `kanuka secrets sync` and commit what it writes.',
            }),
        ];
    });
}
function byName([one], [other]) {
    return one < other ? -1 : 1;
}
function wrongLength(store, uuid, size) {
    const key = store.publicKeys.has(uuid) ? (0,member_wording/* membersByUuid */.Aw)(store).get(uuid)?.publicKey : undefined;
    const bits = key?.asymmetricKeyDetails?.modulusLength;
    if (bits === undefined || size === undefined)
        return undefined;
    const expected = Math.ceil(bits / 8);
    return size === expected ? undefined : `has ${size} bytes, where the key makes ${expected}`;
}

;// CONCATENATED MODULE: ./check/config-problems.js




const CONFIG_FIX = 'Restore it from git history (`git log -- .kanuka/config.toml`); `kanuka secrets doctor` checks it.';
/** @param lines where config.toml has UUIDs (in lower case) */
function configProblems(store, lines) {
    const { config } = store;
    const path = (0,snapshot/* pathIn */.l)(store, layout/* CONFIG_FILE */.g2);
    if (config.kind === 'legacy')
        return [legacy(store)];
    if (config.kind === 'missing') {
        return [
            (0,finding/* finding */.g)('CONFIG_INVALID', {
                path,
                message: `${path} is missing, so nobody can tell whose keys these are`,
                fix: 'Commit it (does a .gitignore name `.kanuka/`?), or restore it from git history; `kanuka secrets doctor` checks it.',
            }),
        ];
    }
    if (config.kind === 'invalid') {
        return [
            (0,finding/* finding */.g)('CONFIG_INVALID', {
                path,
                ...(config.line !== undefined && { line: config.line }),
                message: `${path} ${config.what}`,
                fix: CONFIG_FIX,
            }),
        ];
    }
    return contradictions(config.config).map(([uuid, what]) => {
        const line = lines.get(uuid.toLowerCase());
        return (0,finding/* finding */.g)('CONFIG_INVALID', {
            path,
            ...(line !== undefined && { line }),
            message: `${path} contradicts itself: ${uuid} ${what}`,
            fix: 'Give the UUID one email in `[users]` and the same in `[devices]`; `kanuka secrets doctor` checks it.',
        });
    });
}
function legacy(store) {
    const keys = [...store.storeFiles.keys()].filter((path) => path.startsWith(layout/* PUBLIC_KEYS_FOLDER */.oI));
    return (0,finding/* finding */.g)('STORE_LEGACY', {
        path: (0,snapshot/* pathIn */.l)(store, keys.toSorted()[0] ?? layout/* CONFIG_FILE */.g2),
        message: `${(0,member_wording/* storeName */.Hz)(store)} has the form of old versions of Kanuka: no config.toml, and keys named after users`,
        fix: 'Run any `kanuka` command in a local clone, which migrates it; check `user_uuid` in your own Kanuka config, run `kanuka secrets sync`, then commit and push.',
    });
}
/** UUIDs of which config.toml says two things, and what. */
function contradictions({ users, devices }) {
    const emails = new Map();
    const said = [...users, ...[...devices].map(([uuid, { email }]) => [uuid, email])];
    for (const [uuid, email] of said) {
        if (email === undefined)
            continue;
        // One file on many a disk, whatever the case of its name.
        const key = uuid.toLowerCase();
        emails.set(key, (emails.get(key) ?? new Map()).set(folded(email), email));
    }
    return [
        ...[...emails]
            .filter(([, different]) => different.size > 1)
            .map(([uuid, all]) => [uuid, `has several emails, ${(0,member_wording/* listed */.KE)([...all.values()])}`]),
        ...[...devices.keys()]
            .filter((uuid) => !users.has(uuid))
            .map((uuid) => [uuid, 'is in [devices] and not in [users]']),
    ];
}
function isSameEmail(one, other) {
    return folded(one) === folded(other);
}
/** ASCII alone: other letters can have the same small form as an ASCII one, and be somebody else's. */
function folded(email) {
    return email.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

;// CONCATENATED MODULE: ./check/members.js





const memberRule = ({ head, range }) => [...head.stores].flatMap(([root, store]) => {
    const base = range?.base.stores.get(root);
    const lines = (0,member_wording/* linesOfConfig */.TG)(store);
    const sides = { store, base, lines };
    return [
        ...configProblems(store, lines),
        ...states(sides),
        // Without a base there is no range, and nobody is new.
        ...(range ? [...added(sides), ...removed(sides), ...relabelled(sides)] : []),
        ...oddEmails(sides),
    ];
});
function placeInConfig({ store, lines }, uuid) {
    const line = lines.get(uuid.toLowerCase());
    return line === undefined ? undefined : { path: (0,snapshot/* pathIn */.l)(store, layout/* CONFIG_FILE */.g2), line };
}
function keyFile(store, uuid) {
    const path = store.publicKeys.has(uuid) ? (0,layout/* publicKeyPath */.GK)(uuid) : (0,layout/* wrappedKeyPath */.y$)(uuid);
    return (0,snapshot/* pathIn */.l)(store, path);
}
function members_nameIn({ store, base }, uuid) {
    const before = base && (0,member_wording/* membersByUuid */.Aw)(base).get(uuid);
    return (0,member_wording/* memberName */.eg)(uuid, (0,member_wording/* membersByUuid */.Aw)(store).get(uuid), before);
}
function uuidsOf({ publicKeys, wrappedKeys }) {
    return [...new Set([...publicKeys.keys(), ...wrappedKeys.keys()])].toSorted();
}
function states(sides) {
    const { store } = sides;
    return uuidsOf(store).flatMap((uuid) => {
        const hasPublicKey = store.publicKeys.has(uuid);
        const hasWrappedKey = store.wrappedKeys.has(uuid);
        return [
            ...(hasPublicKey && !hasWrappedKey ? [pending(sides, uuid)] : []),
            ...(hasPublicKey ? [] : [orphaned(sides, uuid)]),
            ...(isUnlisted(store, uuid) ? [unlisted(sides, uuid)] : []),
        ];
    });
}
function isUnlisted({ config }, uuid) {
    if (config.kind !== 'valid')
        return false;
    return !config.config.users.has(uuid) && !config.config.devices.has(uuid);
}
function pending(sides, uuid) {
    const { store } = sides;
    const key = (0,member_wording/* membersByUuid */.Aw)(store).get(uuid)?.publicKey;
    return (0,finding/* finding */.g)('MEMBER_PENDING', {
        ...(placeInConfig(sides, uuid) ?? { path: keyFile(store, uuid) }),
        message: `${members_nameIn(sides, uuid)} waits for access to ${(0,member_wording/* storeName */.Hz)(store)} with ${(0,member_wording/* keyName */.xT)(key)}`,
        fix: `If that key is theirs, run \`kanuka secrets sync\` and commit; if not, run ${(0,member_wording/* removal */.r2)(store, uuid)}.`,
    });
}
function orphaned(sides, uuid) {
    const { store } = sides;
    return (0,finding/* finding */.g)('MEMBER_ORPHANED', {
        path: keyFile(store, uuid),
        message: `${members_nameIn(sides, uuid)} has a wrapped key in ${(0,member_wording/* storeName */.Hz)(store)} but no public key, so nobody can account for that access`,
        fix: `Run ${(0,member_wording/* removal */.r2)(store, uuid)}, and commit what they write.`,
    });
}
function unlisted(sides, uuid) {
    const { store } = sides;
    return (0,finding/* finding */.g)('MEMBER_UNLISTED', {
        path: keyFile(store, uuid),
        message: `${uuid} has ${store.wrappedKeys.has(uuid) ? 'a wrapped key' : 'a public key'} in ${(0,member_wording/* storeName */.Hz)(store)}, but config.toml does not know it`,
        fix: `Find out whose key that is and add the UUID to \`[users]\`, or take it out with ${(0,member_wording/* removal */.r2)(store, uuid)}.`,
    });
}
function added(sides) {
    const { store, base } = sides;
    const isNew = (uuid) => (store.publicKeys.has(uuid) && !base?.publicKeys.has(uuid)) ||
        (store.wrappedKeys.has(uuid) && !base?.wrappedKeys.has(uuid));
    return uuidsOf(store)
        .filter(isNew)
        .map((uuid) => {
        const key = (0,member_wording/* membersByUuid */.Aw)(store).get(uuid)?.publicKey;
        const how = store.publicKeys.has(uuid) ? `with ${(0,member_wording/* keyName */.xT)(key)}` : 'without a public key';
        const what = store.wrappedKeys.has(uuid)
            ? 'is let in to'
            : 'gets a public key, so far without access, in';
        return (0,finding/* finding */.g)('MEMBER_ADDED', {
            ...(placeInConfig(sides, uuid) ?? { path: keyFile(store, uuid) }),
            message: `${members_nameIn(sides, uuid)} ${what} ${(0,member_wording/* storeName */.Hz)(store)} ${how}`,
            fix: `Ask them in another way whether that key is theirs; if nobody knows it, run ${(0,member_wording/* removal */.r2)(store, uuid)}.`,
        });
    });
}
function removed(sides) {
    const { store, base } = sides;
    const before = [...(base?.wrappedKeys.keys() ?? [])].toSorted();
    return before
        .filter((uuid) => !store.wrappedKeys.has(uuid))
        .map((uuid) => (0,finding/* finding */.g)('MEMBER_REMOVED', {
        path: (0,snapshot/* pathIn */.l)(store, (0,layout/* wrappedKeyPath */.y$)(uuid)),
        message: `${members_nameIn(sides, uuid)} loses access to ${(0,member_wording/* storeName */.Hz)(store)}`,
        fix: 'Old commits stay readable with the old key, so change the values that must not be known any more, then run `kanuka secrets encrypt`.',
    }));
}
function relabelled(sides) {
    const { store, base } = sides;
    if (store.config.kind !== 'valid' || base?.config.kind !== 'valid')
        return [];
    const { config: now } = store.config;
    const { config: before } = base.config;
    const moved = now.projectUuid === before.projectUuid ? [] : [projectChanged(store, before)];
    const changed = [...new Set([...now.users.keys(), ...now.devices.keys()])].flatMap((uuid) => {
        const pairs = [
            [before.users.get(uuid), now.users.get(uuid)],
            [emailIn(before, uuid), emailIn(now, uuid)],
        ];
        const pair = pairs.find(([a, b]) => a !== undefined && b !== undefined && !isSameEmail(a, b));
        if (!pair)
            return [];
        return [
            (0,finding/* finding */.g)('MEMBER_RELABELLED', {
                path: (0,snapshot/* pathIn */.l)(store, layout/* CONFIG_FILE */.g2),
                ...placeInConfig(sides, uuid),
                message: `The email of ${uuid} in ${(0,member_wording/* storeName */.Hz)(store)} was ${pair[0]} and is now ${pair[1]}: the same key under another name`,
                fix: 'Give it back the email that it had; somebody else needs a UUID and a key of their own (`kanuka secrets create`).',
            }),
        ];
    });
    return [...moved, ...changed];
}
function emailIn({ users, devices }, uuid) {
    return devices.get(uuid)?.email ?? users.get(uuid);
}
function projectChanged(store, before) {
    const { config } = store;
    const text = config.kind === 'valid' ? Buffer.from(config.bytes).toString() : '';
    const index = text.split('\n').findIndex((line) => /^[^#]*\bproject_uuid\b/.test(line));
    const now = config.kind === 'valid' ? config.config.projectUuid : '';
    return (0,finding/* finding */.g)('PROJECT_CHANGED', {
        path: (0,snapshot/* pathIn */.l)(store, layout/* CONFIG_FILE */.g2),
        ...(index !== -1 && { line: index + 1 }),
        message: `The UUID of the project of ${(0,member_wording/* storeName */.Hz)(store)} was ${before.projectUuid} and is now ${now}, so members' own keys for it are not found any more`,
        fix: `Set \`project_uuid\` back to what it was; a new project is made with \`kanuka secrets init\`.`,
    });
}
function oddEmails(sides) {
    const { config } = sides.store;
    if (config.kind !== 'valid')
        return [];
    const { users, devices } = config.config;
    const uuids = new Set([...users.keys(), ...devices.keys()]);
    return [...uuids].flatMap((uuid) => {
        const emails = [users.get(uuid), devices.get(uuid)?.email];
        const odd = emails.find((email) => email !== undefined && !/^[ -~]*$/.test(email));
        if (odd === undefined)
            return [];
        return [
            (0,finding/* finding */.g)('MEMBER_RELABELLED', {
                severity: 'warning',
                path: (0,snapshot/* pathIn */.l)(sides.store, layout/* CONFIG_FILE */.g2),
                ...placeInConfig(sides, uuid),
                message: `The email of ${uuid} in ${(0,member_wording/* storeName */.Hz)(sides.store)} has characters that may look like others: ${spelled(odd)}`,
                fix: 'Compare it with the address that is meant, letter by letter, and ask its owner; `kanuka secrets access` lists all.',
            }),
        ];
    });
}
/** With everything but ASCII as its code, so that one can see it. */
function spelled(email) {
    return email.replace(/[^ -~]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

;// CONCATENATED MODULE: ./check/codeowners.js
/** GitHub takes the first that is there. */
const CODEOWNERS_PATHS = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
/** GitHub does not load a larger one. */
const MAX_CODEOWNERS_BYTES = 3 * 1024 * 1024;
// A pull request decides how many there are.
const MAX_RULES = 50_000;
/** Whether a path has an owner: the last rule that matches counts, and may take owners away. */
function readCodeowners(text) {
    const lines = text.split(/\r?\n/).slice(-MAX_RULES).toReversed();
    const rules = lines.flatMap((line) => ruleIn(line) ?? []);
    return (path) => rules.find(({ matches }) => matches(path))?.hasOwner ?? false;
}
const LINE = /^((?:\\.|[^\s\\])+)(?:\s+(.*))?$/;
const OWNER = /^(?:@[\w.-]+(?:\/[\w.-]+)?|[^@\s]+@[^@\s]+)$/;
// GitHub passes over a line that it does not understand.
function ruleIn(line) {
    const [, pattern = '', rest = ''] = LINE.exec(line.trim()) ?? [];
    if (pattern === '' || /^[#!]|^\\#|[[\]]/.test(pattern))
        return undefined;
    const words = rest.split(/\s+/).filter((word) => word !== '');
    const comment = words.findIndex((word) => word.startsWith('#'));
    const owners = comment === -1 ? words : words.slice(0, comment);
    if (!owners.every((owner) => OWNER.test(owner)))
        return undefined;
    const matches = matcherOf(pattern.replace(/\\(.)/g, '$1'));
    return matches && { matches, hasOwner: owners.length > 0 };
}
// As in .gitignore, but that `folder/*` does not reach into the folders in it.
function matcherOf(pattern) {
    const isFolder = pattern.endsWith('/');
    const bare = isFolder ? pattern.slice(0, -1) : pattern;
    const isAnchored = bare.includes('/');
    const path = bare.startsWith('/') ? bare.slice(1) : bare;
    if (path === '')
        return isAnchored || isFolder ? () => true : undefined;
    const names = [...(isAnchored ? [] : ['**']), ...path.split('/')];
    const last = isAnchored && names.at(-1) === '*' && !isFolder;
    const wanted = last ? names : [...names, isFolder ? BELOW : ANY_DEPTH];
    return (one) => matchesNames(wanted, one.split('/'));
}
/** In place of a name: at least one, any number of names. */
const BELOW = '/+';
const ANY_DEPTH = '**';
// No library's regular expressions: with a few stars a hostile pattern keeps them busy for hours. This
// goes through the pattern once, with all places of the path that it may have come to.
function matchesNames(pattern, names) {
    let reached = new Set([0]);
    for (const part of pattern) {
        const next = new Set();
        const first = Math.min(...reached);
        if (part === ANY_DEPTH || part === BELOW) {
            for (let at = first + (part === BELOW ? 1 : 0); at <= names.length; at += 1)
                next.add(at);
        }
        else {
            for (const at of reached) {
                const name = names[at];
                if (name !== undefined && matchesName(part, name))
                    next.add(at + 1);
            }
        }
        if (next.size === 0)
            return false;
        reached = next;
    }
    return reached.has(names.length);
}
// After a mismatch only the last star takes one character more: earlier ones gain nothing by it.
function matchesName(pattern, name) {
    let [at, from, star, taken] = [0, 0, -1, 0];
    while (at < name.length) {
        if (pattern[from] === '*') {
            star = from;
            taken = at;
            from += 1;
        }
        else if (from < pattern.length && (pattern[from] === '?' || pattern[from] === name[at])) {
            at += 1;
            from += 1;
        }
        else if (star !== -1) {
            from = star + 1;
            taken += 1;
            at = taken;
        }
        else
            return false;
    }
    while (pattern[from] === '*')
        from += 1;
    return from === pattern.length;
}

;// CONCATENATED MODULE: ./check/owners.js
// STORE_UNOWNED: a CODEOWNERS that lets anybody approve who may read the secrets, and where they go.






/** @param destinations path of the destinations file in the repository, if there is one */
function owners(destinations) {
    return async ({ head, blobs }) => {
        const found = codeownersOf(head);
        if (!found)
            return [];
        const text = (await blobs.read([found.id], MAX_CODEOWNERS_BYTES)).get(found.id);
        // GitHub ignores one that is too large: it leaves out everything.
        const isOwned = readCodeowners(text?.toString('utf8') ?? '');
        const stores = [...head.stores.values()].filter((store) => !probesOf(store).every(isOwned));
        const isUnowned = destinations !== undefined && head.files.has(destinations) && !isOwned(destinations);
        return [
            ...stores.map((store) => unowned(found.path, `/${(0,snapshot/* pathIn */.l)(store, layout/* STORE_FOLDER */.dB)}/`, 'who gets the secrets')),
            ...(isUnowned ? [unowned(found.path, `/${destinations}`, 'where the secrets go')] : []),
        ];
    };
}
function unowned(codeowners, path, approves) {
    const line = shellWord(`${path.replaceAll(' ', String.raw `\ `)} @your-org/your-team`);
    return (0,finding/* finding */.g)('STORE_UNOWNED', {
        path: codeowners,
        message: `CODEOWNERS names no owner for ${path}, so anybody with write access can approve ${approves}`,
        fix: `Add a line with an owner at its end: \`echo ${line} >> ${codeowners}\`.`,
    });
}
function codeownersOf(head) {
    for (const path of CODEOWNERS_PATHS) {
        const file = head.files.get(path);
        if (file && (0,secret_paths/* isRegular */.$W)(file))
            return { path, id: file.id };
    }
    return undefined;
}
const ANY_UUID = '00000000-0000-4000-8000-000000000000';
// The folder is covered if all that decides about access is.
function probesOf(store) {
    const paths = [layout/* CONFIG_FILE */.g2, (0,layout/* publicKeyPath */.GK)(ANY_UUID), (0,layout/* wrappedKeyPath */.y$)(ANY_UUID)];
    return paths.map((path) => (0,snapshot/* pathIn */.l)(store, path));
}

// EXTERNAL MODULE: ./secrets/dotenv.js
var dotenv = __webpack_require__(9061);
// EXTERNAL MODULE: ./check/readable-text.js
var readable_text = __webpack_require__(6314);
;// CONCATENATED MODULE: ./check/plaintext.js
// Secrets in clear in git: plaintexts that are committed, that a commit of the range adds, and that
// stand in a secret file. Says which file and line, never a name or a value of a variable.








/** PLAINTEXT_TRACKED, PLAINTEXT_IN_HISTORY, PLAINTEXT_AS_CIPHERTEXT. */
async function plaintext(context) {
    const { head, range, blobs } = context;
    const isCandidate = candidates((0,secret_paths/* plaintextPaths */.KG)(head));
    const tracked = [...head.files].filter(([path, file]) => isCandidate(path, file));
    const isAdded = candidates((0,secret_paths/* plaintextPaths */.KG)(head, range));
    const added = (range?.changes ?? []).filter((change) => isNew(change, range, isAdded));
    const ids = [...tracked.map(([, { id }]) => id), ...added.map(({ file }) => file.id)];
    const lines = new Map();
    for await (const [id, bytes] of eachBlob(blobs, ids, dotenv/* MAX_DOTENV_BYTES */.y_)) {
        const line = firstValueLine(bytes);
        if (line !== undefined)
            lines.set(id, line);
    }
    return [
        ...trackedFindings(context, tracked, lines),
        ...(range ? historyFindings({ range, lines, of: (0,secret_paths/* plaintextPaths */.KG)(head, range) }, added) : []),
        ...(await asCiphertext(context)),
    ];
}
// A plaintext beside its secret file counts whatever it holds; another one by its name and a value.
function candidates(plaintexts) {
    return (path, file) => (0,secret_paths/* isRegular */.$W)(file) &&
        ((0,secret_paths/* isNamedLikePlaintext */.Cs)(path) || (plaintexts.has(path) && !(0,secret_paths/* isNeverPlaintext */.iE)(path)));
}
// What the merge base has is no addition of this range, as a merge or a revert may make it look.
function isNew({ path, file }, range, isCandidate) {
    return range?.base.files.get(path)?.id !== file.id && isCandidate(path, file);
}
function firstValueLine(bytes) {
    const text = (0,readable_text/* readableText */.G)(bytes) ?? (bytes.includes(0) ? undefined : bytes.toString('latin1'));
    if (text === undefined)
        return undefined;
    const { assignments, texts } = (0,dotenv/* scan */.SQ)(text);
    return assignments[texts.findIndex(hasValue)]?.line;
}
const NAME = /^(?:export\s+)?[\w.-]+(?:\s*=|:\s)/;
function hasValue(assignment) {
    const value = assignment.replace(NAME, '').trim();
    const isQuotedNothing = ['""', "''", '``'].includes(value.slice(0, 2));
    const rest = isQuotedNothing ? value.slice(2).trim() : value;
    return rest !== '' && !rest.startsWith('#');
}
function trackedFindings({ head }, files, lines) {
    const plaintexts = (0,secret_paths/* plaintextPaths */.KG)(head);
    return files.flatMap(([path, { id }]) => {
        const line = lines.get(id);
        const isOfSecretFile = plaintexts.has(path);
        if (!isOfSecretFile && line === undefined)
            return [];
        const message = isOfSecretFile
            ? 'The plaintext of a secret file is committed'
            : 'A file of variables is committed in clear, with values';
        return [
            (0,finding/* finding */.g)('PLAINTEXT_TRACKED', {
                path,
                ...(line !== undefined && { line }),
                message,
                fix: `Take it out of git with \`${gitCommand('rm --cached', path)}\`, ignore it in .gitignore, and change every value in it where it is used, for history keeps it.`,
            }),
        ];
    });
}
// One finding a path: a branch may change a plaintext in each of its commits.
function historyFindings({ range, lines, of }, added) {
    const changes = new Map();
    for (const change of added) {
        if (!of.has(change.path) && !lines.has(change.file.id))
            continue;
        const known = changes.get(change.path);
        if (known)
            known.push(change);
        else
            changes.set(change.path, [change]);
    }
    return [...changes].map(([path, all]) => {
        const [first] = all;
        const line = lines.get(first?.file.id ?? '');
        const commits = new Set(all.map(({ commit }) => commit));
        const more = commits.size === 1 ? '' : ` (and ${commits.size - 1} more)`;
        return (0,finding/* finding */.g)('PLAINTEXT_IN_HISTORY', {
            path,
            ...(line !== undefined && { line }),
            message: `Commit ${first?.commit.slice(0, 12)}${more} adds a plaintext of secrets, which stays in history even if a later commit removes it`,
            fix: `Change every value in it where it is used, and take the file out of the commits of this branch with \`git rebase --interactive ${range.base.commit.slice(0, 12)}\`.`,
        });
    });
}
async function asCiphertext({ head, blobs }) {
    const files = [...head.files].filter(([path, file]) => (0,secret_paths/* isRegular */.$W)(file) && (0,secret_paths/* isSecretPath */._p)(path));
    const texts = new Set();
    const ids = files.map(([, { id }]) => id);
    for await (const [id, bytes] of eachBlob(blobs, ids, layout/* MAX_SECRET_FILE_BYTES */.J4)) {
        if ((0,ciphertext_content/* contentOf */.$)(bytes).kind === 'text')
            texts.add(id);
    }
    return files
        .filter(([, { id }]) => texts.has(id))
        .map(([path]) => (0,finding/* finding */.g)('PLAINTEXT_AS_CIPHERTEXT', {
        path,
        line: 1,
        message: 'A file with the name of a secret file holds readable text',
        fix: `Change every value in it, and encrypt it with \`mv -- ${shellWord(path)} ${shellWord((0,layout/* plaintextPath */.RF)(path))}\` and then \`kanuka secrets encrypt\` before you commit again.`,
    }));
}

// EXTERNAL MODULE: ./check/private-key-blocks.js
var private_key_blocks = __webpack_require__(594);
;// CONCATENATED MODULE: ./check/private-keys.js
// PRIVATE_KEY_TRACKED: private keys in what the range adds, and in the folders of the stores. Those of
// members, and all in a store, are errors; others are warnings, for test keys are everywhere.









const MAX_BYTES = 1024 * 1024;
async function privateKeys(context) {
    return (await reportPrivateKeys(context)).findings;
}
/** The same with what was left out, for a note. */
async function reportPrivateKeys(context) {
    const places = placesToLook(context);
    const ids = new Set(places.map(({ id }) => id));
    const sizes = await context.blobs.sizes(ids);
    const keys = new Map();
    const others = new Set(places.filter(({ path }) => !(0,secret_paths/* isCiphertextPath */.oW)(path)).map(({ id }) => id));
    let skippedBinary = 0;
    for await (const [id, bytes] of eachBlob(context.blobs, ids, MAX_BYTES)) {
        const text = textOf(bytes);
        if (text === undefined && others.has(id))
            skippedBinary += 1;
        const found = text === undefined ? [] : await (0,private_key_blocks/* findPrivateKeys */.$)(text);
        if (found.length > 0)
            keys.set(id, found);
    }
    const members = membersByFingerprint(context);
    const hits = places.flatMap((place) => (keys.get(place.id) ?? []).map((key) => hitOf(place, key, members)));
    return {
        findings: worstByPath(hits).map((hit) => describe(context, hit)),
        skippedLarge: [...sizes.values()].filter((size) => size > MAX_BYTES).length,
        skippedBinary,
    };
}
// The head's first, so that a finding speaks of what is there where it can.
function placesToLook({ head, range }) {
    const places = new Map();
    const add = (place) => {
        const key = `${place.id} ${place.path}`;
        if (!places.has(key))
            places.set(key, place);
    };
    for (const store of head.stores.values()) {
        for (const [path, file] of store.storeFiles) {
            if ((0,secret_paths/* isRegular */.$W)(file))
                add({ path: (0,snapshot/* pathIn */.l)(store, path), id: file.id, commit: undefined });
        }
    }
    for (const { path, file, commit } of range?.changes ?? []) {
        if (!(0,secret_paths/* isRegular */.$W)(file) || range?.base.files.get(path)?.id === file.id)
            continue;
        const isAtHead = head.files.get(path)?.id === file.id;
        add({ path, id: file.id, commit: isAtHead ? undefined : commit });
    }
    return [...places.values()];
}
// An old encoding of a comment does not hide a key.
function textOf(bytes) {
    return (0,readable_text/* readableText */.G)(bytes) ?? (bytes.includes(0) ? undefined : bytes.toString('latin1'));
}
/** Of the head, and those that the merge base had: what they could open, they may still have. */
function membersByFingerprint({ head, range }) {
    const members = new Map();
    for (const snapshot of range ? [range.base, range.tip, head] : [head]) {
        for (const store of snapshot.stores.values()) {
            for (const { uuid, publicKey } of store.members) {
                if (publicKey)
                    members.set((0,public_key/* fingerprintOf */.a)(publicKey), { uuid, store });
            }
        }
    }
    return members;
}
function hitOf(place, key, members) {
    const member = key.fingerprint === undefined ? undefined : members.get(key.fingerprint);
    const isInStore = place.path.split('/').slice(0, -1).includes(layout/* STORE_FOLDER */.dB);
    return { ...place, ...key, member, severity: member || isInStore ? 'error' : 'warning' };
}
// One finding a path, however many keys and versions; a member's key before any other.
function worstByPath(hits) {
    const rank = ({ member, severity }) => {
        if (member)
            return 2;
        return severity === 'error' ? 1 : 0;
    };
    const worst = new Map();
    for (const hit of hits) {
        const known = worst.get(hit.path);
        if (!known || rank(hit) > rank(known))
            worst.set(hit.path, hit);
    }
    return [...worst.values()];
}
function describe({ head }, hit) {
    const { path, line, member, severity, commit } = hit;
    const where = commit === undefined ? 'The file' : `In commit ${commit.slice(0, 12)} the file`;
    const protection = hit.isProtected ? ', protected by nothing but a passphrase' : '';
    const owner = member ? `the private key of member ${member.uuid}` : 'a private key';
    const removal = head.files.has(path)
        ? `take it out of git with \`${gitCommand('rm --cached', path)}\``
        : 'take it out of the commits of this branch with `git rebase --interactive`';
    return (0,finding/* finding */.g)('PRIVATE_KEY_TRACKED', {
        path,
        line,
        severity,
        message: `${where} holds ${owner}${protection}`,
        fix: member
            ? `Take access from it with \`${revocation(member)}\`, change every secret value that it could open, and ${removal}.`
            : `If it is more than a test key, replace it where it is used, and ${removal}.`,
    });
}
function revocation({ uuid, store }) {
    const wrapped = `${layout/* WRAPPED_KEYS_FOLDER */.Ux}/${uuid}.kanuka`;
    const command = store.wrappedKeys.has(uuid)
        ? `kanuka secrets revoke --file ${shellWord(wrapped)}`
        : gitCommand('rm', `${layout/* PUBLIC_KEYS_FOLDER */.oI}/${uuid}.pub`);
    return inStore(store.root, command);
}

;// CONCATENATED MODULE: ./check/store-change.js
// What became of a store between two commits, by blob ids alone: equal bytes prove an equal key, changed
// bytes prove nothing. Where the symmetric keys themselves are known, they have the last word. Judges one
// pair of commits; what is said about it is rotations.ts.

function storeChange(from, to) {
    const members = activeOf(from).filter((uuid) => isActive(to, uuid));
    const [wrappedSame, wrappedNew] = byEquality(members, from.wrappedKeys, to.wrappedKeys);
    const files = [...from.secretFiles.keys()].filter((path) => to.secretFiles.has(path));
    const [filesSame, filesNew] = byEquality(files, from.secretFiles, to.secretFiles);
    const isSamePublicKey = (uuid) => from.publicKeys.get(uuid)?.id === to.publicKeys.get(uuid)?.id;
    return {
        wrappedSame,
        wrappedNew,
        rewrapped: wrappedNew.filter(isSamePublicKey),
        filesSame,
        filesNew,
        claims: newKeyLines(from.auditLog, to.auditLog, ['sync', 'revoke']),
    };
}
/** Nothing is as it was, and something speaks for a new key. */
function isWholeRotation(change, isSameKey) {
    if (isSameKey === true || isSomethingLeft(change))
        return false;
    if (isSameKey === false)
        return true;
    const isClaimed = change.claims.length > 0;
    return change.rewrapped.length > 0 || (isClaimed && change.filesNew.length > 0);
}
/**
 * Something is as it was, though something speaks for a new key. One member registered again does not.
 * @param isSameKey where it is known; then `filesSame` has what does not open as well
 */
function isPartialRotation(change, isSameKey) {
    const { claims, rewrapped, wrappedSame } = change;
    if (!isSomethingLeft(change))
        return false;
    if (isSameKey === false || claims.length > 0 || rewrapped.length >= 2)
        return true;
    return rewrapped.length > 0 && wrappedSame.length === 0;
}
function isActive({ publicKeys, wrappedKeys }, uuid) {
    return publicKeys.has(uuid) && wrappedKeys.has(uuid);
}
function activeOf(store) {
    return [...store.wrappedKeys.keys()].filter((uuid) => isActive(store, uuid)).toSorted();
}
function byEquality(names, from, to) {
    const isSame = (name) => from.get(name)?.id === to.get(name)?.id;
    return [names.filter(isSame), names.filter((name) => !isSame(name))];
}
function isSomethingLeft({ wrappedSame, filesSame }) {
    return wrappedSame.length > 0 || filesSame.length > 0;
}

;// CONCATENATED MODULE: ./check/rotations.js
// The rules about rotations: whole, in part, forgotten after somebody left, or about to be mixed with
// another. What stayed the same is what convicts, or the keys themselves where they are known; what cannot
// be told is said, never guessed. The comparison itself is store-change.ts.





const NOTHING_KNOWN = {
    headIsBase: undefined,
    tipIsBase: undefined,
    headIsTip: undefined,
    unopened: [],
};
/** @param known what a private key tells; without it, only bytes are compared */
function rotations(known = new Map()) {
    return (context) => triplesOf(context, known).flatMap((stores) => [
        ...revokedWithoutRotation(stores),
        ...partialRotation(stores),
        ...rotationConflict(stores),
        ...keyRotated(stores),
    ]);
}
/** What the rules had to leave open, one sentence each. */
function rotationNotes(context, known = new Map()) {
    return triplesOf(context, known).flatMap((stores) => {
        const { change, keys } = stores;
        const gone = leavers(stores);
        const isTold = keys.headIsBase !== undefined || isSomethingLeft(change);
        if (gone.length === 0 || isTold || isWholeRotation(change))
            return [];
        const names = (0,member_wording/* listed */.KE)(gone.map((uuid) => rotations_nameIn(stores, uuid)));
        return [
            `Whether the symmetric key of ${(0,member_wording/* storeName */.Hz)(stores.head)} changed when access was taken from ${names} cannot be told without a key: nothing of the store is left to compare`,
        ];
    });
}
function triplesOf({ head, range }, known) {
    return [...head.stores].flatMap(([root, store]) => {
        const base = range?.base.stores.get(root);
        if (!base)
            return [];
        const keys = known.get(root) ?? NOTHING_KNOWN;
        const change = storeChange(base, store);
        const left = keys.headIsBase === false ? keys.unopened : [];
        const filesSame = [...new Set([...change.filesSame, ...left])];
        return [
            {
                base,
                tip: range?.tip.stores.get(root),
                head: store,
                keys,
                change: { ...change, filesSame },
            },
        ];
    });
}
function leavers({ base, head }) {
    return activeOf(base).filter((uuid) => !isActive(head, uuid));
}
function rotations_nameIn({ base, head }, uuid) {
    return (0,member_wording/* memberName */.eg)(uuid, (0,member_wording/* membersByUuid */.Aw)(head).get(uuid), (0,member_wording/* membersByUuid */.Aw)(base).get(uuid));
}
function wrappedKeysOf(stores, uuids) {
    return (0,member_wording/* counted */.hS)(uuids.map((uuid) => rotations_nameIn(stores, uuid)), 'wrapped key');
}
function leftOf(stores) {
    const { wrappedSame, filesSame } = stores.change;
    const files = filesSame.map((path) => (0,snapshot/* pathIn */.l)(stores.head, path));
    return [
        ...(wrappedSame.length > 0 ? [wrappedKeysOf(stores, wrappedSame)] : []),
        ...(files.length > 0 ? [(0,member_wording/* counted */.hS)(files, 'secret file')] : []),
    ].join(' and ');
}
function revokedWithoutRotation(stores) {
    const { head, change, keys } = stores;
    if (!(keys.headIsBase ?? isSomethingLeft(change)))
        return [];
    const why = keys.headIsBase === true
        ? 'it is the same before and after this range'
        : `the bytes of ${leftOf(stores)} did not change`;
    return leavers(stores).map((uuid) => {
        const lostWrappedKey = !head.wrappedKeys.has(uuid);
        const path = lostWrappedKey ? (0,layout/* wrappedKeyPath */.y$)(uuid) : (0,layout/* publicKeyPath */.GK)(uuid);
        return (0,finding/* finding */.g)('REVOKED_WITHOUT_ROTATION', {
            path: (0,snapshot/* pathIn */.l)(head, path),
            message: `${rotations_nameIn(stores, uuid)} was removed from ${(0,member_wording/* storeName */.Hz)(head)}, but the symmetric key that they know is still in use: ${why}`,
            fix: revocationFix(head, uuid),
        });
    });
}
function revocationFix(head, uuid) {
    const change = 'commit all that it writes, and change the values that they could read.';
    if (head.wrappedKeys.has(uuid)) {
        return `Run \`kanuka secrets clean\` and then \`kanuka secrets sync\`, ${change}`;
    }
    // Kanuka's sync lets in whoever has a public key.
    const first = head.publicKeys.has(uuid) ? `\`git rm ${(0,layout/* publicKeyPath */.GK)(uuid)}\` and then ` : '';
    return `Run ${first}\`kanuka secrets sync\`, ${change}`;
}
function partialRotation(stores) {
    const { head, change, keys } = stores;
    const isSameKey = keys.headIsBase;
    if (!isPartialRotation(change, isSameKey))
        return [];
    // Whatever was written: under the same key it belongs together as long as all of it opens.
    if (isSameKey === true && keys.unopened.length === 0)
        return [];
    const isOne = change.filesSame.length + change.wrappedSame.length === 1;
    const [newKey, oldKey] = isOne
        ? ['does not belong to the new key', 'still has the bytes from before, so it belongs']
        : ['do not belong to the new key', 'still have the bytes from before, so they belong'];
    const why = isSameKey === false ? newKey : `${oldKey} to the old key`;
    const [file] = change.filesSame;
    const [member = ''] = change.wrappedSame;
    return [
        (0,finding/* finding */.g)('ROTATION_PARTIAL', {
            path: (0,snapshot/* pathIn */.l)(head, file ?? (0,layout/* wrappedKeyPath */.y$)(member)),
            message: `The symmetric key of ${(0,member_wording/* storeName */.Hz)(head)} was rotated in part: ${leftOf(stores)} ${why}`,
            fix: 'Take `.kanuka/` and the secret files back from the base branch, run `kanuka secrets sync` again, and commit all that it writes.',
        }),
    ];
}
function rotationConflict(stores) {
    const { base, tip, head, change, keys } = stores;
    if (!tip || keys.headIsTip === true)
        return [];
    const isTheirs = isRotated(storeChange(base, tip), keys.tipIsBase);
    const theirs = isTheirs ? writtenBy(head, base, tip) : [];
    const ours = isRotated(change, keys.headIsBase) ? writtenBy(tip, base, head) : [];
    if (theirs.length + ours.length === 0)
        return [];
    const shown = (paths) => (0,member_wording/* listed */.KE)(paths.map((path) => (0,snapshot/* pathIn */.l)(head, path)));
    const sides = [
        ...(theirs.length > 0
            ? [`the base branch rotated since, and this range writes ${shown(theirs)} under another key`]
            : []),
        ...(ours.length > 0
            ? [`this range rotated, and the base branch since wrote ${shown(ours)} under another key`]
            : []),
    ].join('; ');
    return [
        (0,finding/* finding */.g)('ROTATION_CONFLICT', {
            path: (0,snapshot/* pathIn */.l)(head, [...theirs, ...ours].find((path) => hasFile(head, path)) ?? layout/* AUDIT_FILE */.v2),
            message: `Merging would mix two symmetric keys in ${(0,member_wording/* storeName */.Hz)(head)}, even where git sees no conflict: ${sides}`,
            fix: ours.length > 0
                ? 'Take `.kanuka/` and the secret files whole from the base branch, make the other changes of this range again, and run `kanuka secrets sync` again.'
                : 'Take `.kanuka/` and the secret files whole from the base branch, and make the changes of this range again there (`kanuka secrets encrypt`, `kanuka secrets register`).',
        }),
    ];
}
function hasFile({ secretFiles, storeFiles }, path) {
    return secretFiles.has(path) || storeFiles.has(path);
}
function isRotated(change, isSameKey) {
    if (isSameKey !== undefined)
        return !isSameKey;
    return isWholeRotation(change) || change.claims.length > 0;
}
/**
 * Wrapped keys and secret files that `one` added or changed since `base`, and that the other side has not
 * with the same bytes.
 */
function writtenBy(one, base, other) {
    const written = (files, names) => names.filter((name) => {
        const id = files(one).get(name)?.id;
        return id !== files(base).get(name)?.id && id !== files(other).get(name)?.id;
    });
    const members = written((store) => store.wrappedKeys, activeOf(one));
    const files = written((store) => store.secretFiles, [...one.secretFiles.keys()]);
    return [...members.map(layout/* wrappedKeyPath */.y$), ...files];
}
function keyRotated(stores) {
    const { head, change, keys } = stores;
    if (!isWholeRotation(change, keys.headIsBase))
        return [];
    const claim = change.claims.at(-1);
    const by = claim && [claim.entry.user, claim.entry.uuid].find((name) => name !== '');
    const recipients = activeOf(head).map((uuid) => rotations_nameIn(stores, uuid));
    const [member] = change.rewrapped;
    return [
        (0,finding/* finding */.g)('KEY_ROTATED', {
            path: (0,snapshot/* pathIn */.l)(head, claim || member === undefined ? layout/* AUDIT_FILE */.v2 : (0,layout/* wrappedKeyPath */.y$)(member)),
            ...(claim && { line: claim.number }),
            message: `The symmetric key of ${(0,member_wording/* storeName */.Hz)(head)} was rotated by ${by ?? 'somebody whom its audit log does not name'}, for ${(0,member_wording/* counted */.hS)(recipients, 'member')}`,
            fix: 'Compare with `kanuka secrets access` whether these are all who should have access, and nobody else.',
        }),
    ];
}

;// CONCATENATED MODULE: ./check/keyless.js
// All that is found without a private key: every rule over one context, and what had to be left open.
















/** @param place where the history of the head is, as far as there is any */
async function judgeWithoutKey(context, place) {
    const [older, rotated] = await Promise.all([
        olderVersions(context, place),
        rotationTimes(context, place),
    ]);
    const [keys, ...found] = await Promise.all([
        reportPrivateKeys(context),
        memberRule(context),
        keyRule(context),
        auditRules(rotated.times)(context),
        plaintext(context),
        ciphertext(older.versions)(context),
        owners(context.destinationsFile)(context),
    ]);
    const ofGit = await rulesOfGit(context);
    const sent = await changedDestinations(context);
    const findings = [...keys.findings, ...found.flat(), ...ofGit.findings, ...sent.findings];
    const notes = [
        ...older.notes,
        ...rotated.notes,
        ...notRead(context, keys),
        ...ofGit.notes,
        ...sent.notes,
    ];
    return { findings, notes };
}
// What reads YAML is loaded only where there is some.
async function changedDestinations(context) {
    if (context.destinationsFile === undefined)
        return { findings: [], notes: [] };
    const { destinations } = await Promise.all(/* import() */[__webpack_require__.e(637), __webpack_require__.e(235)]).then(__webpack_require__.bind(__webpack_require__, 3616));
    return destinations(context, context.destinationsFile);
}
async function rulesOfGit(context) {
    const files = await ruleFiles(context);
    try {
        const findings = await inRulesFolder(files, async (git) => gitRules(git)(context));
        return { findings, notes: [] };
    }
    catch (error) {
        if (!(error instanceof RulesTooSlow))
            throw error;
        const codes = 'PLAINTEXT_NOT_IGNORED, CIPHERTEXT_IGNORED, ATTRIBUTES_MISSING';
        return {
            findings: [],
            notes: [
                `git did not come to an end with the patterns of .gitignore and .gitattributes, so there are no findings ${codes}, and none of CIPHERTEXT_DAMAGED by attributes: simplify patterns with many stars`,
            ],
        };
    }
}
function notRead({ head }, { skippedLarge, skippedBinary }) {
    const logs = [...head.stores.values()].filter(isUnread);
    return [
        ...logs.map((store) => `${(0,snapshot/* pathIn */.l)(store, layout/* AUDIT_FILE */.v2)} is too large to be read: what it claims does not count`),
        ...[[skippedLarge, 'file', ' over 1 MiB'], [skippedBinary, 'binary file', '']]
            .filter(([amount]) => amount > 0)
            .map(([amount, noun, size]) => `Not searched for private keys: ${(0,printable/* count */.U9)(amount, noun)}${size} of the range or the stores`),
    ];
}
/** The rules about rotations, which a private key can make exact. */
async function judgeRotations(context, known) {
    return {
        findings: await rotations(known)(context),
        notes: rotationNotes(context, known),
    };
}
const NO_OLDER = { versions: new Map(), notes: [] };
// Only of secret files that the range changed: of all others the bytes are those of the base.
async function olderVersions({ head, range }, place) {
    const changed = range === undefined ? [] : changedSecretFiles(head, range);
    if (!range || changed.length === 0)
        return NO_OLDER;
    const paths = new Set(changed);
    const changes = await rangeChanges(place, { head: range.base.commit, without: [], paths });
    const versions = new Map();
    for (const { path, file } of changes) {
        if (range.base.files.get(path)?.id === file.id)
            continue;
        const known = versions.get(path);
        if (known)
            known.add(file.id);
        else
            versions.set(path, new Set([file.id]));
    }
    const notes = place.shallow.size === 0
        ? []
        : [
            'History is cut off before the range, so that an older version of a secret file may not be known as one (CIPHERTEXT_ROLLED_BACK): check out with `fetch-depth: 0`',
        ];
    return { versions, notes };
}
function changedSecretFiles(head, { base }) {
    return [...(0,secret_paths/* secretFilesOf */.rH)(head)]
        .filter(([path, { id }]) => base.files.has(path) && base.files.get(path)?.id !== id)
        .map(([path]) => path);
}
async function rotationTimes({ head, maxKeyAge }, place) {
    const times = new Map();
    const notes = [];
    if (maxKeyAge === undefined)
        return { times, notes };
    for (const store of head.stores.values()) {
        const storePrefix = store.root === '' ? '' : `${store.root}/`;
        const log = await (0,git_history/* readKeyLog */.oc)(place, { commit: head.commit, storePrefix });
        const time = (0,git_history/* wrappedKeysChangedAt */.$E)(log);
        if (time)
            times.set(store.root, time);
        else if (store.wrappedKeys.size > 0) {
            notes.push(`History does not reach back to the last rotation of ${(0,snapshot/* pathIn */.l)(store, '.kanuka')}: its age is what the audit log claims. Check out with \`fetch-depth: 0\``);
        }
    }
    return { times, notes };
}

// EXTERNAL MODULE: ./git/object-session.js
var object_session = __webpack_require__(5506);
;// CONCATENATED MODULE: ./check/git-blobs.js

const MAX_CACHED_BYTES = 64 * 1024 * 1024;
const MAX_CACHED_BLOB_BYTES = 1024 * 1024;
/** Contents of files in a git folder; small ones are remembered. Must be closed. */
class GitBlobs {
    #session;
    #obtain;
    #cached = new Map();
    #sizes = new Map();
    #lost = new Set();
    #room = MAX_CACHED_BYTES;
    /** @param obtain gets what is missing into the place, as far as it can be had */
    constructor(place, obtain) {
        this.#session = new object_session/* ObjectSession */.S(place);
        this.#obtain = obtain;
    }
    async sizes(ids) {
        const wanted = new Set(ids);
        const unknown = [...wanted].filter((id) => !this.#sizes.has(id) && !this.#lost.has(id));
        await this.#measure(unknown);
        const missing = unknown.filter((id) => !this.#sizes.has(id));
        if (missing.length > 0) {
            await this.#obtain(missing);
            await this.#measure(missing);
            for (const id of missing)
                if (!this.#sizes.has(id))
                    this.#lost.add(id);
        }
        const found = [...wanted].flatMap((id) => {
            const bytes = this.#sizes.get(id);
            return bytes === undefined ? [] : [[id, bytes]];
        });
        return new Map(found);
    }
    async read(ids, limit) {
        const found = new Map();
        await this.stream(ids, limit, (id, bytes) => found.set(id, bytes));
        return found;
    }
    /** Like `read` for more than may be held: one after the other, each once, in no order. */
    async stream(ids, limit, onBlob) {
        const unknown = [];
        for (const [id, bytes] of await this.sizes(ids)) {
            if (bytes > limit)
                continue;
            const content = this.#cached.get(id);
            if (content)
                onBlob(id, content);
            else
                unknown.push(id);
        }
        await this.#session.stream(unknown, (id, bytes) => {
            this.#remember(id, bytes);
            onBlob(id, bytes);
        });
    }
    /** Resolves when its processes are gone. */
    async close() {
        await this.#session.close();
    }
    async #measure(ids) {
        for (const [id, bytes] of await this.#session.sizes(ids))
            this.#sizes.set(id, bytes);
    }
    // The first ones stay: those of the stores, which every snapshot and many rules want.
    #remember(id, bytes) {
        if (bytes.length > Math.min(this.#room, MAX_CACHED_BLOB_BYTES))
            return;
        this.#room -= bytes.length;
        this.#cached.set(id, bytes);
    }
}

// EXTERNAL MODULE: ./kanuka/glob.js
var glob = __webpack_require__(353);
// EXTERNAL MODULE: ./platform/near-words.js
var near_words = __webpack_require__(8199);
;// CONCATENATED MODULE: ./check/verdict.js
// What the findings come to: which of them are ignored, in which order they are shown, pass, warn or
// fail. Owns the reading of `fail-on` and `ignore`. Finds nothing itself, and prints nothing.




const SEVERITIES = ['error', 'warning', 'notice'];
/** What `fail-on` takes beside codes. */
const FAIL_ON_WORDS = ['error', 'warning', 'none'];
const CODES = Object.keys(finding/* findingDefinitions */.s);
/**
 * @param items `error`, `warning` (and errors), `none`, or finding codes; severities and codes may
 *   stand together
 * @throws ActionError INPUT_INVALID
 */
function parseFailOn(items) {
    const severities = new Set();
    const codes = new Set();
    for (const item of items) {
        const word = item.toLowerCase();
        if (word === 'none' && items.length > 1) {
            throw invalid('fail-on', {
                why: 'says `none` and more',
                fix: 'Write `none` alone, or leave it out.',
            });
        }
        if (word === 'error' || word === 'warning')
            severities.add('error');
        if (word === 'warning')
            severities.add('warning');
        if (!FAIL_ON_WORDS.some((each) => each === word))
            codes.add(codeOf('fail-on', item));
    }
    return { severities, codes };
}
/**
 * One rule a line: `CODE`, or `CODE path-glob` with a path as findings show it.
 * @throws ActionError INPUT_INVALID
 */
async function parseIgnore(lines) {
    const rules = [];
    for (const line of lines) {
        const [, word = '', rest = ''] = /^(\S+)(?:\s+(\S.*))?$/s.exec(line.trim()) ?? [];
        rules.push({ text: line.trim(), code: codeOf('ignore', word), matches: await matcher(rest) });
    }
    return rules;
}
async function matcher(pattern) {
    if (pattern === '')
        return () => true;
    const path = pattern.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
    if (path === '' || path === '.')
        return () => true;
    if (path.startsWith('!')) {
        throw invalid('ignore', {
            why: `holds "${pattern}": there are no exclusions here`,
            fix: 'Write the paths to ignore, one rule a line: `CODE path-glob`.',
        });
    }
    try {
        return await (0,glob/* compilePattern */.E)(path);
    }
    catch {
        throw invalid('ignore', {
            why: `holds "${pattern}", which is no pattern`,
            fix: 'Paths are relative to the workspace, with `/`; `*` and `**` are wildcards.',
        });
    }
}
/** Ignored ones out, the rest in order, and what follows from it. */
function judge(all, { failOn, ignore }) {
    const used = new Set();
    const findings = [];
    const ignored = [];
    for (const each of all) {
        const rules = ignore.filter(({ code, matches }) => code === each.code && matches(each.path));
        for (const rule of rules)
            used.add(rule);
        (rules.length > 0 ? ignored : findings).push(each);
    }
    const fails = findings.some(({ code, severity }) => failOn.severities.has(severity) || failOn.codes.has(code));
    const warns = findings.some(({ severity }) => severity !== 'notice');
    const passing = warns ? 'warn' : 'pass';
    return {
        status: fails ? 'fail' : passing,
        fails,
        findings: findings.toSorted(compareFindings),
        ignored: ignored.toSorted(compareFindings),
        unusedRules: ignore.filter((rule) => !used.has(rule)).map(({ text }) => text),
    };
}
/** Characters: all outputs of a job may have 1 MB together. */
const MAX_OUTPUT = 400_000;
/** The `findings` output: what counts first; an ignored one says so. The last ones are left out where all are too many. */
function findingsOutput({ findings, ignored, }) {
    const shown = ({ code, severity, path, line, message, fix }) => ({
        code,
        severity,
        path,
        ...(line !== undefined && { line }),
        message,
        fix,
    });
    const rest = ignored.map((each) => ({ ...shown(each), ignored: true }));
    return jsonWithin(MAX_OUTPUT, [...findings.map(shown), ...rest]);
}
/** A JSON array of as many of the items, from the first on, as fit into so many characters. */
function jsonWithin(limit, items) {
    const parts = [];
    let length = 2;
    for (const each of items) {
        const part = JSON.stringify(each);
        length += part.length + 1;
        if (length > limit)
            break;
        parts.push(part);
    }
    return `[${parts.join(',')}]`;
}
/** Errors first; then by code, path and line, the same on every machine. */
function compareFindings(one, other) {
    return (SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
        compareTexts(one.code, other.code) ||
        compareTexts(one.path, other.path) ||
        (one.line ?? 0) - (other.line ?? 0) ||
        compareTexts(one.message, other.message));
}
function compareTexts(one, other) {
    if (one === other)
        return 0;
    return one < other ? -1 : 1;
}
function codeOf(input, word) {
    const given = word.toUpperCase();
    const found = CODES.find((code) => code === given);
    if (found)
        return found;
    const words = input === 'fail-on' ? FAIL_ON_WORDS : [];
    const near = (0,near_words/* nearWord */.v)(word, [...words, ...CODES]);
    const takes = words.length === 0 ? '' : `${words.map((each) => `\`${each}\``).join(', ')} or `;
    throw invalid(input, {
        why: `holds "${word}", which is no finding code`,
        fix: `${near === undefined ? '' : `Did you mean \`${near}\`? `}The input takes ${takes}finding codes; docs/check.md lists them.`,
    });
}
function invalid(input, { why, fix }) {
    return new errors/* ActionError */.lZ('INPUT_INVALID', { what: `the input \`${input}\` ${why}`, fix });
}

// EXTERNAL MODULE: ./git/object-reader.js
var object_reader = __webpack_require__(6903);
// EXTERNAL MODULE: ./git/origin.js
var git_origin = __webpack_require__(5790);
;// CONCATENATED MODULE: ./git/range-plan.js
// What a run is about, told by its event and by what is checked out: which commit is the head, and what it
// is to be compared with. Decides only; range.ts looks whether it can be had.





const ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const ZEROS = /^0+$/;
const MERGE_REF = /^refs\/pull\/\d+\/merge$/;
/**
 * @param baseRef the input: a commit, tag or branch; empty: what the event says
 * @throws ActionError HISTORY_MISSING where nothing is checked out, GIT_MISSING
 */
async function planRange(repository, workflow, baseRef) {
    const checkedOut = await repository.head();
    if (checkedOut === undefined)
        throw await nothingCheckedOut(repository);
    const [tip, pull] = await mergedBy(repository, workflow, checkedOut);
    const head = pull ?? checkedOut;
    const fixed = { head, checkedOut, notes: notesOn(workflow, head) };
    if (baseRef !== '')
        return { ...fixed, target: await named(repository, baseRef) };
    if (isPull(workflow) && tip !== undefined)
        return { ...fixed, target: { kind: 'commit', id: tip } };
    return { ...fixed, target: await targetOf(repository, workflow) };
}
function isPull({ eventName }) {
    return eventName.startsWith('pull_request');
}
// GitHub's trial merge of a pull request has the tip of the base branch as first parent, and the pull
// request's last commit as second. The ids stand in the commit, also where its parents are not here.
async function mergedBy(repository, workflow, checkedOut) {
    if (!isPull(workflow))
        return [];
    const parents = await parentsOf(repository, checkedOut);
    const [tip, head] = parents;
    if (tip === undefined || head === undefined || parents.length !== 2)
        return [];
    const isTrial = checkedOut === workflow.sha && MERGE_REF.test(workflow.ref);
    return isTrial || head === idIn(workflow.commits?.pullHead) ? [tip, head] : [];
}
async function parentsOf(repository, commit) {
    const [object] = (await new object_reader/* ObjectReader */.n(repository.place).objects([commit])) ?? [];
    const [header = ''] = object?.bytes.toString('latin1').split('\n\n', 1) ?? [];
    return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, id = '']) => id);
}
async function targetOf(repository, workflow) {
    const { eventName, commits = {} } = workflow;
    if (isPull(workflow))
        return baseBranch(repository, workflow);
    if (eventName === 'merge_group') {
        const id = idIn(commits.queueBase);
        return id === undefined ? UNNAMED : { kind: 'commit', id };
    }
    if (eventName !== 'push')
        return { kind: 'day' };
    const id = idIn(commits.before);
    if (id === undefined)
        return UNNAMED;
    return ZEROS.test(id) ? FIRST_PUSH : { kind: 'before', id };
}
const UNNAMED = {
    kind: 'nothing',
    why: 'The event does not say what came before: only the commit that is checked out is judged. `base-ref` may name what to compare it with.',
};
const FIRST_PUSH = {
    kind: 'nothing',
    why: 'This is the first push of the branch: only its last commit is judged. `base-ref` may name what to compare it with.',
};
async function baseBranch(repository, workflow) {
    const { pullBase, pullBaseRef } = workflow.commits ?? {};
    const name = (await isOfAnother(repository, workflow)) ? undefined : pullBaseRef;
    if (!name)
        return idIn(pullBase) === undefined ? UNNAMED : { kind: 'commit', id: idIn(pullBase) };
    const here = await repository.commitOf(`refs/remotes/origin/${name}`);
    // Its history may be needed from elsewhere, but not where it stands: that may have changed since.
    return { kind: 'commit', id: here ?? idIn(pullBase), name: `refs/heads/${name}` };
}
// A fork has a branch of that name too, which stands wherever its owner likes.
async function isOfAnother(repository, workflow) {
    const origin = (0,git_origin/* repositoryOn */.Y)(workflow.serverUrl, await repository.originUrl());
    return origin !== undefined && origin.toLowerCase() !== workflow.repository.toLowerCase();
}
async function named(repository, baseRef) {
    if (ID.test(baseRef))
        return { kind: 'commit', id: baseRef };
    const isFull = baseRef.startsWith('refs/');
    const places = ['refs/remotes/origin/', 'refs/heads/', 'refs/tags/'];
    const refs = isFull ? [baseRef] : places.map((place) => place + baseRef);
    for (const ref of refs) {
        const id = await repository.commitOf(ref);
        if (id !== undefined)
            return { kind: 'commit', id };
    }
    // An abbreviated id, which no remote knows.
    const short = /^[0-9a-f]{7,}$/.test(baseRef) ? await repository.commitOf(baseRef) : undefined;
    return { kind: 'commit', id: short, name: baseRef };
}
function notesOn(workflow, head) {
    const pullHead = idIn(workflow.commits?.pullHead);
    if (!isPull(workflow) || pullHead === undefined || pullHead === head)
        return [];
    return [
        `What is checked out is not the last commit of the pull request (${pullHead.slice(0, 12)}), but ${head.slice(0, 12)}: that is what is judged.`,
    ];
}
function idIn(text) {
    return text !== undefined && ID.test(text) ? text : undefined;
}
/** `base-ref` names what is nowhere. */
function unknownBase(name) {
    return new errors/* ActionError */.lZ('INPUT_INVALID', {
        what: `\`base-ref\` names ${(0,printable/* printable */.g$)(name)}, which is no commit, branch or tag, neither in the checkout nor on \`origin\``,
        fix: 'Name a branch or tag of the repository, or a whole commit id.',
    });
}
async function nothingCheckedOut({ place }) {
    (0,git_process/* throwIfMissing */.WM)(await (0,git_process/* runGit */.EO)(place, ['version']));
    return new errors/* ActionError */.lZ('HISTORY_MISSING', {
        what: 'no commit is checked out',
        fix: 'Put actions/checkout before this step.',
    });
}

// EXTERNAL MODULE: ./git/scratch.js
var scratch = __webpack_require__(5236);
;// CONCATENATED MODULE: ./git/range.js
// What a run compares: head, tip and merge base, in a place that has all their objects. What a shallow or
// partial clone lacks is fetched into a git folder of our own; the clone stays as it is. Judges nothing.






const DAY_MS = 24 * 60 * 60 * 1000;
const NEED_HISTORY = 'PLAINTEXT_IN_HISTORY, MEMBER_ADDED, MEMBER_REMOVED, MEMBER_RELABELLED, MEMBER_KEY_CHANGED, KEY_ROTATED, PROJECT_CHANGED, CIPHERTEXT_MOVED, CIPHERTEXT_ROLLED_BACK, REVOKED_WITHOUT_ROTATION, ROTATION_PARTIAL, ROTATION_CONFLICT, AUDIT_LOG_REWRITTEN and DESTINATION_CHANGED';
const SEVERAL = 'Head and base branch have several merge bases: the first that git names is what the head is compared with.';
/**
 * Hands over what is to be compared; its place exists as long as `use` runs.
 * @throws ActionError HISTORY_MISSING where nothing is checked out, INPUT_INVALID for an unknown `base-ref`,
 *   GIT_MISSING, PATH_UNSAFE. What cannot be fetched is a note.
 */
async function withComparison(repository, options, use) {
    const plan = await planRange(repository, options.workflow, options.baseRef);
    return (0,scratch/* inScratch */.Q)(repository, async (local) => {
        const found = await compareIn(local, plan, options);
        if (found.kind !== 'cut')
            return use(comparisonOf(local, { plan, found, options }));
        const fetched = async (own) => {
            const there = await fetchInto(own, plan, options);
            if (there.kind !== 'alone')
                return use(comparisonOf(own, { plan, found: there, options }));
            const isHere = await isCommitIn(local, plan.head);
            const head = isHere ? plan.head : plan.checkedOut;
            return use(comparisonOf(local, { plan: { ...plan, head }, found: there, options }));
        };
        return (0,scratch/* inScratch */.Q)(repository, fetched, { objects: 'own' });
    }, { objects: 'layered' });
}
const CUT = { kind: 'cut' };
async function fetchInto(own, plan, options) {
    const { remote } = options;
    if (!remote)
        return missing('nothing may be fetched');
    let { target } = plan;
    try {
        if (target.kind === 'commit' && target.name !== undefined) {
            const id = (await remote.commitNamed(target.name)) ?? target.id;
            if (id === undefined)
                throw unknownBase(target.name);
            target = { kind: 'commit', id };
        }
        const ids = [plan.head, ...('id' in target && target.id !== undefined ? [target.id] : [])];
        await remote.fetchCommits(own, [...new Set(ids)]);
    }
    catch (error) {
        if (!(error instanceof errors/* ActionError */.lZ) || !MAY_PASS.includes(error.code))
            throw error;
        return missing(error.what);
    }
    // Only now: a git that sees the checkout's commits would take their history for there.
    (0,scratch/* alsoRead */.E)(own.gitDir, own.checkoutObjects);
    const found = await compareIn(own, { ...plan, target }, options);
    return found.kind === 'cut' ? missing('the remote did not give all of it') : found;
}
const MAY_PASS = ['REMOTE_FAILED', 'COMMIT_DENIED'];
function missing(why) {
    return {
        kind: 'alone',
        why: `Only the head is judged, as the checkout lacks history: check out with \`fetch-depth: 0\`. It could not be fetched (${(0,printable/* cell */.Hn)(why)}), and without it there are no findings ${NEED_HISTORY}, and PRIVATE_KEY_TRACKED and NONCE_REUSED see less.`,
    };
}
async function compareIn(place, { head, target }, { now }) {
    if (target.kind === 'nothing') {
        // The head itself must be there: a merge that is checked out alone has no parents here.
        return (await isCommitIn(place, head)) ? { kind: 'alone', why: target.why } : CUT;
    }
    const isDay = target.kind === 'day';
    if (isDay && !(await isCommitIn(place, head)))
        return CUT;
    const tip = isDay ? await yesterday(place, head, now) : target.id;
    if (tip === head && isDay)
        return { kind: 'alone', why: QUIET };
    if (tip === undefined) {
        return isDay && place.shallow.size === 0 ? { kind: 'alone', why: YOUNG } : CUT;
    }
    // Where one of them is not there, git cannot tell.
    const bases = await mergeBases(place, head, tip);
    if (!bases)
        return CUT;
    const [base] = bases;
    if (base === undefined)
        return place.shallow.size > 0 ? CUT : { kind: 'alone', why: UNRELATED };
    if (await isCutBetween(place, [head, tip], base))
        return CUT;
    if (target.kind === 'before' || isDay) {
        const note = base === tip ? {} : { note: FORCED };
        return { kind: 'range', base: tip, tip, ...note };
    }
    return { kind: 'range', base, tip, ...(bases.length > 1 && { note: SEVERAL }) };
}
const QUIET = 'The branch got no commits in the last 24 hours: only its last commit is judged.';
const YOUNG = 'The whole history is of the last 24 hours: only the last commit is judged.';
const UNRELATED = 'Head and base have no commit in common: only the head is judged. `base-ref` may name what to compare it with.';
const FORCED = 'The push was forced: the branch is compared with what it was before.';
async function isCommitIn(place, id) {
    return (await (0,git_process/* runGit */.EO)(place, ['cat-file', '-e', `${id}^{commit}`])).exitCode === 0;
}
/** The last commit of the first-parent line that is older than a day. */
async function yesterday(place, head, now) {
    const seconds = Math.floor((now.getTime() - DAY_MS) / 1000);
    const args = ['rev-list', '--first-parent', '-1', `--before=${seconds}`, '--end-of-options', head];
    const { exitCode, stdout } = await (0,git_process/* runGit */.EO)(place, args);
    return (exitCode === 0 && stdout.toString('latin1').trim()) || undefined;
}
/** The best first; undefined when git cannot tell. */
async function mergeBases(place, head, tip) {
    const args = ['merge-base', '--all', '--end-of-options', head, tip];
    const { exitCode, stdout } = await (0,git_process/* runGit */.EO)(place, args);
    if (exitCode > 1)
        return undefined;
    return exitCode === 0 ? stdout.toString('latin1').trim().split('\n') : [];
}
/** Whether history is cut off before the base is reached, or lacks folders: then git may name a wrong base. */
async function isCutBetween(place, tips, base) {
    if (place.shallow.size > 0) {
        const { exitCode, stdout } = await (0,git_process/* runGit */.EO)(place, ['rev-list', ...tips, `^${base}`, '--']);
        const commits = stdout.toString('latin1').split('\n');
        if (exitCode !== 0 || commits.some((id) => place.shallow.has(id)))
            return true;
    }
    if (!place.isPartial)
        return false;
    const walk = ['rev-list', '--objects', '--filter=blob:none', '--missing=print', '--quiet'];
    const ranges = [
        [...tips, `^${base}`],
        ['--no-walk', ...tips, base],
    ];
    for (const range of ranges) {
        const { exitCode, stdout } = await (0,git_process/* runGit */.EO)(place, [...walk, ...range, '--']);
        if (exitCode !== 0 || /^\?/m.test(stdout.toString('latin1')))
            return true;
    }
    return false;
}
function comparisonOf(place, { plan, found, options }) {
    const { kind } = found;
    const note = kind === 'alone' ? found.why : found.note;
    const notes = [...plan.notes, ...(note === undefined ? [] : [note])];
    const reader = new object_reader/* ObjectReader */.n(place);
    let mayBeHad = true;
    return {
        head: plan.head,
        tip: kind === 'range' ? found.tip : undefined,
        base: kind === 'range' ? found.base : undefined,
        place,
        notes,
        obtain: async (ids) => {
            if (!mayBeHad)
                return;
            const wanted = new Set(ids);
            const sizes = await reader.sizes(wanted);
            const lacking = [...wanted].filter((id) => !sizes.has(id));
            if (lacking.length === 0)
                return;
            const why = await whyNotFetched(options.remote, place, lacking);
            if (why === undefined)
                return;
            mayBeHad = false;
            notes.push(withoutContents(lacking.length, why));
        },
    };
}
async function whyNotFetched(remote, place, ids) {
    if (!remote)
        return 'nothing may be fetched';
    try {
        await remote.fetchBlobs(place, ids);
        return undefined;
    }
    catch (error) {
        if (!(error instanceof errors/* ActionError */.lZ) || !MAY_PASS.includes(error.code))
            throw error;
        return error.what;
    }
}
function withoutContents(amount, why) {
    return `The contents of ${(0,printable/* count */.U9)(amount, 'file')} are not in the checkout and could not be fetched (${(0,printable/* cell */.Hn)(why)}): nothing is said about what they hold. Check out with \`fetch-depth: 0\` and without \`filter:\`.`;
}

// EXTERNAL MODULE: ./kanuka/secret-files.js
var secret_files = __webpack_require__(1569);
// EXTERNAL MODULE: ./kanuka/config.js
var config = __webpack_require__(509);
// EXTERNAL MODULE: ./kanuka/members.js
var members = __webpack_require__(8124);
;// CONCATENATED MODULE: ./check/read-snapshot.js
// Reads commits as the rules see them: every file by its id, and the stores among them. Of contents it
// reads config.toml, audit.jsonl and public keys alone. Never throws for what a commit holds.






/** @throws ActionError GIT_MISSING, HISTORY_MISSING when the commit or its folders are not there */
async function readTree(place, commit) {
    return { commit, files: await new object_reader/* ObjectReader */.n(place).treeEntries(commit, '') };
}
/** What the rules see of it. */
async function readSnapshot({ commit, files }, blobs) {
    const stores = storesIn(files);
    const contents = await read_snapshot_readContents(blobs, [...stores.values()]);
    return {
        commit,
        files,
        stores: new Map([...stores].map(([root, found]) => [root, storeState(found, contents)])),
    };
}
function storesIn(files) {
    const stores = new Map();
    const candidates = [];
    for (const [path, file] of files) {
        const root = rootOf(path);
        if (root === undefined) {
            if (isRegular(file) && (0,layout/* isSecretFileName */.e0)(path.slice(path.lastIndexOf('/') + 1))) {
                candidates.push(path);
            }
            continue;
        }
        const store = stores.get(root) ?? { root, storeFiles: new Map(), secretFiles: new Map() };
        stores.set(root, store);
        store.storeFiles.set(inside(root, path), file);
    }
    for (const path of candidates) {
        const file = files.get(path);
        const store = nearest(stores, path);
        if (store && file)
            store.secretFiles.set(inside(store.root, path), file);
    }
    return stores;
}
/** Of a path in `.kanuka/`, the folder that holds that; a `.kanuka` further down is nothing of its own. */
function rootOf(path) {
    if (path.startsWith(`${layout/* STORE_FOLDER */.dB}/`))
        return '';
    const at = path.indexOf(`/${layout/* STORE_FOLDER */.dB}/`);
    return at === -1 ? undefined : path.slice(0, at);
}
function nearest(stores, path) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        const store = stores.get(path.slice(0, end));
        if (store)
            return store;
    }
    return stores.get('');
}
function inside(root, path) {
    return root === '' ? path : path.slice(root.length + 1);
}
function isRegular({ mode }) {
    return mode.startsWith('100');
}
// One call for all of a kind, as each may cost a process, and a fetch.
async function read_snapshot_readContents(blobs, stores) {
    const publicKeys = [];
    const configs = [];
    const logs = [];
    for (const { storeFiles } of stores) {
        for (const [path, file] of storeFiles) {
            if (!isRegular(file))
                continue;
            if (path === layout/* CONFIG_FILE */.g2)
                configs.push(file.id);
            else if (path === layout/* AUDIT_FILE */.v2)
                logs.push(file.id);
            else if (uuidIn(path, layout/* PUBLIC_KEYS_FOLDER */.oI, layout/* PUBLIC_KEY_SUFFIX */.YL))
                publicKeys.push(file.id);
        }
    }
    const sizes = await blobs.sizes([...configs, ...logs, ...publicKeys]);
    const read = [
        await blobs.read(publicKeys, layout/* MAX_KEY_FILE_BYTES */.Qn),
        await blobs.read(configs, layout/* MAX_CONFIG_BYTES */.GW),
        await blobs.read(logs, layout/* MAX_AUDIT_BYTES */.rX),
    ];
    return { sizes, bytes: new Map(read.flatMap((found) => [...found])) };
}
function uuidIn(path, folder, suffix) {
    if (!path.startsWith(`${folder}/`) || !path.endsWith(suffix))
        return undefined;
    const stem = path.slice(folder.length + 1, -suffix.length);
    return (0,layout/* isUuid */.O1)(stem) ? stem : undefined;
}
function keyFiles({ storeFiles }, folder, suffix) {
    const files = new Map();
    for (const [path, file] of storeFiles) {
        const uuid = isRegular(file) ? uuidIn(path, folder, suffix) : undefined;
        if (uuid !== undefined)
            files.set(uuid, file);
    }
    return files;
}
function storeState(found, contents) {
    const publicKeys = keyFiles(found, layout/* PUBLIC_KEYS_FOLDER */.oI, layout/* PUBLIC_KEY_SUFFIX */.YL);
    const wrappedKeys = keyFiles(found, layout/* WRAPPED_KEYS_FOLDER */.Ux, layout/* CIPHERTEXT_SUFFIX */.LS);
    const config = configState(found, contents);
    const log = found.storeFiles.get(layout/* AUDIT_FILE */.v2);
    return {
        ...found,
        publicKeys,
        wrappedKeys,
        config,
        members: membersOf({ publicKeys, wrappedKeys, config }, contents),
        auditLog: log && isRegular(log) ? contents.bytes.get(log.id) : undefined,
    };
}
function configState({ storeFiles }, { bytes, sizes }) {
    const file = storeFiles.get(layout/* CONFIG_FILE */.g2);
    if (!file)
        return { kind: isLegacy(storeFiles.keys()) ? 'legacy' : 'missing' };
    if (!isRegular(file))
        return { kind: 'invalid', what: 'is no regular file' };
    const content = bytes.get(file.id);
    if (content)
        return parsedConfig(content);
    return {
        kind: 'invalid',
        what: sizes.has(file.id)
            ? `is larger than ${(0,printable/* size */.Ej)(layout/* MAX_CONFIG_BYTES */.GW)}`
            : 'is not in the clone, which lacks contents',
    };
}
function parsedConfig(bytes) {
    try {
        return { kind: 'valid', config: (0,config/* parseConfig */.o)(bytes, ''), bytes };
    }
    catch (error) {
        if (!(error instanceof errors/* ActionError */.lZ))
            return { kind: 'invalid', what: 'cannot be read' };
        const { what, where } = error;
        return {
            kind: 'invalid',
            what: what.trim(),
            ...(where?.line !== undefined && { line: where.line }),
        };
    }
}
// As openStore has it: names that are no UUIDs were those of users.
function isLegacy(paths) {
    const start = `${layout/* PUBLIC_KEYS_FOLDER */.oI}/`;
    return [...paths].some((path) => {
        const name = path.slice(start.length);
        const isKey = path.startsWith(start) && name.endsWith(layout/* PUBLIC_KEY_SUFFIX */.YL) && !name.includes('/');
        return isKey && !(0,layout/* isUuid */.O1)(name.slice(0, -layout/* PUBLIC_KEY_SUFFIX */.YL.length));
    });
}
function membersOf({ publicKeys, wrappedKeys, config }, { bytes, sizes }) {
    const named = (uuids, suffix) => [...uuids].map((uuid) => ({ name: uuid + suffix, kind: 'file' }));
    const folders = new Map([
        [layout/* PUBLIC_KEYS_FOLDER */.oI, named(publicKeys.keys(), layout/* PUBLIC_KEY_SUFFIX */.YL)],
        [layout/* WRAPPED_KEYS_FOLDER */.Ux, named(wrappedKeys.keys(), layout/* CIPHERTEXT_SUFFIX */.LS)],
    ]);
    const tree = {
        entries: (folder) => folders.get(folder),
        read: (path) => {
            const { id = '' } = publicKeys.get(uuidIn(path, layout/* PUBLIC_KEYS_FOLDER */.oI, layout/* PUBLIC_KEY_SUFFIX */.YL) ?? '') ?? {};
            const content = bytes.get(id);
            if (content)
                return { bytes: content };
            return { failure: sizes.has(id) ? 'too large' : 'absent' };
        },
    };
    return (0,members/* readMembers */.mo)(tree, config.kind === 'valid' ? config.config : read_snapshot_NOTHING_KNOWN);
}
const read_snapshot_NOTHING_KNOWN = {
    projectUuid: '',
    projectName: '',
    users: new Map(),
    devices: new Map(),
};

;// CONCATENATED MODULE: ./check/wanted-blobs.js
// Which contents the rules will ask for, told by paths alone, so that a clone that lacks them gets all of
// them with one fetch. Reads nothing; what it misses costs another fetch, and nothing else.


const NEIGHBOURS = ['.gitignore', '.gitattributes', 'CODEOWNERS', '.env.example'];
/** @param trees of head, base and tip */
function wantedBlobs(trees, changes) {
    const wanted = new Set(changes.filter(({ file }) => (0,secret_paths/* isRegular */.$W)(file)).map(({ file }) => file.id));
    for (const files of trees) {
        for (const { path } of changes) {
            const before = files.get(path);
            if (before && (0,secret_paths/* isRegular */.$W)(before))
                wanted.add(before.id);
        }
        for (const [path, file] of files) {
            if ((0,secret_paths/* isRegular */.$W)(file) && isLookedInto(path))
                wanted.add(file.id);
        }
    }
    return wanted;
}
function isLookedInto(path) {
    return (path.split('/').includes(layout/* STORE_FOLDER */.dB) ||
        (0,secret_paths/* isSecretPath */._p)(path) ||
        (0,secret_paths/* isNamedLikePlaintext */.Cs)(path) ||
        NEIGHBOURS.includes((0,secret_paths/* baseName */.Fl)(path)));
}

// EXTERNAL MODULE: ./git/remote.js + 2 modules
var remote = __webpack_require__(1946);
// EXTERNAL MODULE: ./git/repository.js
var git_repository = __webpack_require__(5884);
// EXTERNAL MODULE: ./kanuka/locate.js
var locate = __webpack_require__(4025);
// EXTERNAL MODULE: ./platform/files.js
var files = __webpack_require__(1250);
;// CONCATENATED MODULE: ./commands/check-place.js
// What a check is about: the repository of the chosen stores, and its snapshots with those stores alone.










/** @throws ActionError STORE_NOT_FOUND, PATH_UNSAFE, HISTORY_MISSING, INPUT_INVALID */
async function findPlace(inputs, workflow) {
    const workspace = workflow.workspace.real;
    const folders = await (0,locate/* locateStores */.R)(workspace, inputs.workingDirectories);
    const repositories = folders.map((folder) => repositoryOf(workspace, folder));
    const [repository] = repositories;
    const other = repositories.find(({ workTree }) => workTree !== repository?.workTree);
    if (!repository)
        throw new TypeError('no store was located');
    if (other)
        throw severalRepositories(workspace, [repository, other]);
    const prefix = (0,files/* slashed */.df)(workspace, repository.workTree);
    const url = await repository.originUrl();
    const { token } = inputs.commit;
    return {
        repository,
        roots: folders.map((folder) => {
            const root = repository.relative(folder);
            return root === '.' ? '' : root;
        }),
        shown: (path) => (prefix === '.' ? path : external_node_path_.posix.join(prefix, path)),
        destinationsFile: destinationsFileIn(repository, workspace, inputs),
        remote: url === undefined
            ? undefined
            : new remote.Remote(repository, { url, serverUrl: workflow.serverUrl, ...(token && { token }) }),
    };
}
// Of the path alone: what the checkout has there may be a link.
function destinationsFileIn(repository, workspace, { push: { destinationsFile } }) {
    if (destinationsFile === undefined)
        return undefined;
    const path = (0,external_node_path_.resolve)(workspace, destinationsFile);
    return (0,files/* isWithin */.UO)(repository.workTree, path) ? repository.relative(path) : undefined;
}
function repositoryOf(workspace, folder) {
    const repository = (0,git_repository/* findRepository */.W)(workspace, folder);
    if (repository)
        return repository;
    throw new errors/* ActionError */.lZ('HISTORY_MISSING', {
        what: `${(0,files/* slashed */.df)(workspace, folder)} is in no git checkout, and a check is about commits`,
        fix: 'Put actions/checkout before this step.',
    });
}
function severalRepositories(workspace, both) {
    const names = both.map(({ workTree }) => (0,files/* slashed */.df)(workspace, workTree)).join(' and ');
    return new errors/* ActionError */.lZ('INPUT_INVALID', {
        what: `\`working-directory\` names stores of several repositories (${names})`,
        fix: 'Give each repository a step of its own.',
    });
}
/** @throws ActionError STORE_NOT_FOUND, HISTORY_MISSING, GIT_MISSING */
async function readContext({ roots, shown, destinationsFile }, comparison, { blobs, ...limits }) {
    const { head, base = head } = comparison;
    const { snapshots, changes } = await readAll(comparison, blobs);
    const chosen = (commit) => {
        const { stores, ...snapshot } = snapshots.get(commit) ?? NOTHING;
        return { ...snapshot, stores: new Map([...stores].filter(([root]) => roots.includes(root))) };
    };
    const known = (commit) => new Set(snapshots.get(commit)?.stores.keys());
    const absent = roots.filter((root) => !known(head).has(root));
    if (absent.length === roots.length)
        throw notCommitted(shown(absent[0] ?? ''), head);
    const gone = [...known(base)].filter((root) => !known(head).has(root));
    const range = changes && { base: chosen(base), tip: chosen(comparison.tip ?? base), changes };
    return {
        context: { head: chosen(head), range, blobs, destinationsFile, ...limits },
        notes: [
            ...absent.map((root) => `The store ${shown(root) || '.'} is not in commit ${head.slice(0, 12)}: nothing is said about it`),
            ...gone.map((root) => `This range removes the whole store ${(0,printable/* printable */.g$)(shown(root)) || '.'}`),
        ],
    };
}
const NOTHING = { commit: '', files: new Map(), stores: new Map() };
async function readAll({ place, head, base, tip }, blobs) {
    const ends = base === undefined || tip === undefined ? [] : [base, tip];
    const [changes, ...trees] = await Promise.all([
        ends.length > 0 ? rangeChanges(place, { head, without: ends }) : undefined,
        ...[...new Set([head, ...ends])].map(async (commit) => readTree(place, commit)),
    ]);
    // All at once, so that what is missing costs one fetch.
    const files = trees.map((tree) => tree.files);
    await blobs.sizes(wantedBlobs(files, changes ?? []));
    const read = await Promise.all(trees.map(async (tree) => readSnapshot(tree, blobs)));
    return { snapshots: new Map(read.map((snapshot) => [snapshot.commit, snapshot])), changes };
}
function notCommitted(root, head) {
    return new errors/* ActionError */.lZ('STORE_NOT_FOUND', {
        what: `the store ${root || '.'} is on disk, but not in commit ${head.slice(0, 12)}, which is what is checked`,
        fix: 'Commit `.kanuka/` (`git check-ignore -v .kanuka` tells what ignores it), or check out the commit that has it.',
    });
}

// EXTERNAL MODULE: ./platform/github-api.js
var github_api = __webpack_require__(2151);
;// CONCATENATED MODULE: ./check/comment.js
// One comment on a pull request that is kept up to date. Owns how it is found again, by a hidden marker
// and by its author: anybody can write the marker, only the token's own user is believed. What is
// said is the caller's. A comment that cannot be had never fails a check.
// https://docs.github.com/en/rest/issues/comments


/** The author of what a job's own token writes. */
const JOB_USER = 'github-actions[bot]';
const PAGE = 100;
/** A comment of ours is among the first; nobody shall keep us reading for ever. */
const MAX_PAGES = 30;
async function keepComment(api, request) {
    try {
        const own = await findOwn(api, request);
        return own ? await update(api, own, request) : await create(api, request);
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ)
            return { kind: 'failed', why: error.what };
        if (!(error instanceof github_api/* GithubRefusal */.O))
            throw error;
        const { status } = error.refusal;
        const isForbidden = [401, 403, 404, 410].includes(status);
        return { kind: isForbidden ? 'forbidden' : 'failed', why: wordsOf(error) };
    }
}
async function findOwn(api, { pullNumber, marker }) {
    let author;
    for (let page = 1; page <= MAX_PAGES; page += 1) {
        const comments = await api.rest('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', { issue_number: pullNumber, per_page: PAGE, page });
        for (const comment of comments) {
            const [first] = (comment.body ?? '').split(/\r?\n/, 1);
            if (first !== marker)
                continue;
            author ??= await ownLogin(api);
            if (comment.user?.login === author)
                return comment;
        }
        if (comments.length < PAGE)
            return undefined;
    }
    return undefined;
}
// Asked only where somebody's comment has the marker. An answer other than a name leaves what
// is usual.
async function ownLogin(api) {
    try {
        const data = (await api.graphql('query { viewer { login } }', {}));
        const login = data?.viewer?.login;
        return typeof login === 'string' && login !== '' ? login : JOB_USER;
    }
    catch (error) {
        if (error instanceof github_api/* GithubRefusal */.O)
            return JOB_USER;
        throw error;
    }
}
async function update(api, own, request) {
    if (normal(own.body ?? '') === normal(request.body)) {
        return { kind: 'unchanged', url: own.html_url };
    }
    try {
        const { html_url: url } = await api.rest('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: Number(own.id), body: request.body });
        return { kind: 'updated', url };
    }
    catch (error) {
        // Removed meanwhile. Whoever did that does not want an old one back, but a new result is new.
        if (error instanceof github_api/* GithubRefusal */.O && error.refusal.status === 404)
            return create(api, request);
        throw error;
    }
}
async function create(api, { pullNumber, body, mayCreate }) {
    if (!mayCreate)
        return { kind: 'none' };
    const { html_url: url } = await api.rest('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { issue_number: pullNumber, body });
    return { kind: 'created', url };
}
function normal(text) {
    return text.replaceAll('\r\n', '\n').trim();
}
function wordsOf({ refusal: { status, message, permissions } }) {
    const words = message.replace(/\.$/, '') || `it answered ${status}`;
    return permissions === '' ? words : `${words} (GitHub wants ${permissions})`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./check/names.js
var check_names = __webpack_require__(5714);
;// CONCATENATED MODULE: ./check/markdown.js
// What a reviewer reads: the job summary and the comment, from a verdict and what the range changes.
// Every text from outside is redacted, then made harmless here; nothing is sent or written.



/** Characters; GitHub takes 65,536 in a comment, and a summary of 1 MiB. */
const MAX_COMMENT = 60_000;
const MAX_SUMMARY = 250_000;
/** Rows of each list; fewer are tried until all of it fits. Without rows it always does. */
const ROW_LIMITS = [200, 50, 20, 10, 5, 2, 0];
/** Members, and findings, that are told above the fold. */
const MAX_MEMBERS = 20;
const MAX_TOP = 5;
const MARKS = { pass: '✅', warn: '⚠️', fail: '❌' };
const GAINS = ['MEMBER_ADDED', 'MEMBER_KEY_CHANGED'];
const LOSES = ['MEMBER_REMOVED'];
function summaryMarkdown(view) {
    return fitting(view, { limit: MAX_SUMMARY, start: '' });
}
/**
 * @param marker by which the comment is found again; see markerOf
 * @param link of the run that this is about, or empty
 */
function commentMarkdown(view, { marker, link }) {
    const isLink = /^https?:\/\/[\w.:/-]+$/.test(link);
    const end = isLink ? `\n<sub>[The run that says so](${link})</sub>\n` : '';
    return fitting(view, { limit: MAX_COMMENT - end.length, start: `${marker}\n` }) + end;
}
/** Invisible first line of the comment. @param key tells apart several checks of one pull request */
function markerOf(key) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update(key).digest('hex').slice(0, 16);
    return `<!-- kanuka-secrets-action check ${hash} -->`;
}
/** Whether a reviewer is told anything that deserves a comment where none is yet. */
function isWorthAComment({ verdict, changes = [] }) {
    const { status, findings, ignored } = verdict;
    const hasAccess = [...findings, ...ignored].some(({ code }) => [...GAINS, ...LOSES].includes(code));
    return status !== 'pass' || hasAccess || changes.length > 0;
}
/** `2 errors, 1 warning`; `all is well`. */
function headlineOf({ findings, ignored }) {
    const amount = (wanted) => findings.filter(({ severity }) => severity === wanted).length;
    const parts = ['error', 'warning', 'notice']
        .filter((severity) => amount(severity) > 0)
        .map((severity) => (0,printable/* count */.U9)(amount(severity), severity));
    const rest = ignored.length > 0 ? ` (${ignored.length} ignored)` : '';
    return (parts.join(', ') || 'all is well') + rest;
}
function fitting(view, { limit, start }) {
    for (const rows of ROW_LIMITS) {
        const text = start + render(view, rows);
        if (text.length <= limit || rows === 0)
            return text;
    }
    return start;
}
function render(view, rows) {
    const { verdict } = view;
    return [
        `### ${MARKS[verdict.status]} Kanuka: ${headlineOf(verdict)}`,
        '',
        sentence(view, view.scope),
        '',
        ...accessLines(view, rows),
        ...changeLines(view, rows),
        ...topLines(view, rows),
        ...fold('Findings', findingTable(view, verdict.findings, rows)),
        ...fold('Ignored', findingTable(view, verdict.ignored, rows)),
        ...fold('Notes', {
            amount: view.notes.length + verdict.unusedRules.length,
            lines: noteLines(view, rows),
        }),
    ].join('\n');
}
function accessLines(view, rows) {
    const all = [...view.verdict.findings, ...view.verdict.ignored];
    return [['➕', 'Gains access', GAINS], ['➖', 'Loses access', LOSES]].flatMap(([mark, title, codes]) => {
        const found = all.filter(({ code }) => codes.includes(code));
        if (found.length === 0)
            return [];
        const line = ({ message }) => `- ${mark} ${sentence(view, message)}`;
        const lines = capped(found, { limit: Math.min(rows, MAX_MEMBERS) }, line);
        return [`**${title} (${found.length})**`, '', ...lines, ''];
    });
}
function changeLines(view, rows) {
    const { changes = [] } = view;
    if (changes.length === 0)
        return [];
    const same = changes.filter(({ kind }) => kind === 're-encrypted');
    const others = changes.filter(({ kind }) => kind !== 're-encrypted');
    const names = (list) => {
        if (list.length === 0)
            return '';
        return view.namesVisible ? asCode(view, (0,check_names/* namesOf */.e)(list, true)) : String(list.length);
    };
    const line = (change) => {
        const lists = [change.added, change.removed, change.changed].map(names);
        return `| ${[asCode(view, change.path), whatHappened(change), ...lists].join(' | ')} |`;
    };
    const header = [
        '| secret file | | added | removed | changed |',
        '| --- | --- | --- | --- | --- |',
    ];
    const lines = capped(others, { limit: rows, more: '| … | | | | |' }, line);
    return [
        others.length > 0
            ? `**Variables (${(0,printable/* count */.U9)(others.length, 'file')})**`
            : '**Variables**: none changes',
        '',
        ...(others.length > 0 ? [...header, ...lines, ''] : []),
        ...sameLines(view, same, rows),
    ];
}
function sameLines(view, same, rows) {
    if (same.length === 0)
        return [];
    const limit = Math.min(rows, MAX_TOP);
    const more = `and ${(0,printable/* count */.U9)(Math.max(0, same.length - limit), 'more file')}`;
    const files = capped(same, { limit, more }, ({ path }) => asCode(view, path));
    return [`Encrypted again, same content: ${files.join(', ')}`, ''];
}
function whatHappened({ kind, hasVariables, added, removed, changed }) {
    if (kind === 'added')
        return 'new file';
    if (kind === 'removed')
        return 'file removed';
    if (kind === 'unknown')
        return 'cannot be compared';
    if (!hasVariables)
        return 'content changed, no variables in it';
    return added.length + removed.length + changed.length === 0 ? 'comments or order only' : '';
}
function topLines(view, rows) {
    const known = new Set([...GAINS, ...LOSES]);
    const pressing = view.verdict.findings.filter(({ severity, code: what }) => severity === 'error' || (severity === 'warning' && !known.has(what)));
    if (pressing.length === 0)
        return [];
    const line = (each) => `- **${(0,printable/* markdownText */.p7)(each.code)}** ${placeOf(view, each)}: ${sentence(view, each.message)}<br>${sentence(view, each.fix)}`;
    const lines = capped(pressing, { limit: Math.min(rows, MAX_TOP) }, line);
    return ['**To look at**', '', ...lines, ''];
}
function fold(title, { amount, lines }) {
    if (amount === 0)
        return [];
    return [`<details><summary>${title} (${amount})</summary>`, '', ...lines, '', '</details>', ''];
}
function findingTable(view, findings, rows) {
    const row = (each) => {
        const { severity, code: what, message, fix } = each;
        const cells = [severity, (0,printable/* markdownText */.p7)(what), placeOf(view, each), sentence(view, message)];
        return `| ${cells.join(' | ')}<br>${sentence(view, fix)} |`;
    };
    const header = ['| | code | where | what and how to mend it |', '| --- | --- | --- | --- |'];
    const more = '| … | | | The `findings` output has the rest |';
    return {
        amount: findings.length,
        lines: [...header, ...capped(findings, { limit: rows, more }, row)],
    };
}
function placeOf(view, { path, line }) {
    return asCode(view, path + (line === undefined ? '' : `:${line}`));
}
function unusedNotes({ unusedRules }) {
    return unusedRules.map((rule) => `The \`ignore\` rule met no finding: ${rule}`);
}
function noteLines(view, rows) {
    const { notes, verdict } = view;
    return capped([...notes, ...unusedNotes(verdict)], { limit: rows }, (note) => `- ${sentence(view, note)}`);
}
// What is not shown is not made either: there may be very much of it.
function capped(items, { limit, more }, line) {
    const shown = items.slice(0, limit).map(line);
    const rest = items.length - shown.length;
    return rest === 0 ? shown : [...shown, more ?? `- … and ${rest} more`];
}
function asCode(view, text) {
    return (0,printable/* markdownCode */.D9)(view.redact(text));
}
// GitHub looks for mentions, references and addresses in the text that the browser would show, where
// an entity is the character again: only inside of code it leaves them alone. https is dealt with
// by the same means, for good measure.
const WORD = /[^\s<>]+/g;
const REFERENCE = /&#(?:35|46|58|64);|\bgh-\d/i;
/** A sentence of ours that may quote names from outside. */
function sentence({ redact }, text) {
    return (0,printable/* markdownText */.p7)((0,printable/* cell */.Hn)(redact(text)))
        .split(/(<code>.*?<\/code>)/)
        .map((part, index) => index % 2 === 1
        ? part
        : // A backtick without its like here could find one in the next sentence.
            part
                .replaceAll('`', '&#96;')
                .replaceAll(WORD, (word) => (REFERENCE.test(word) ? `<code>${word}</code>` : word)))
        .join('');
}

;// CONCATENATED MODULE: ./check/sarif.js
// Findings as SARIF 2.1.0, for code scanning. Owns the form; writes no file. Neither the runner nor
// GitHub hides anything in it, so every text goes through the redaction first.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
// https://docs.github.com/en/code-security/reference/code-scanning/sarif-support-for-code-scanning



const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const SOURCE_ROOT = '%SRCROOT%';
/** GitHub shows as many of a run, and refuses five times as many. */
const MAX_RESULTS = 5000;
const MAX_MESSAGE = 1000;
const LEVELS = {
    error: 'error',
    warning: 'warning',
    notice: 'note',
};
/** On CVSS's scale, by which GitHub says high, medium, low. */
const SECURITY_SEVERITY = {
    error: '8.0',
    warning: '5.0',
    notice: '2.0',
};
const sarif_CODES = Object.keys(finding/* findingDefinitions */.s);
/**
 * The text of the file.
 * @param findings sorted, errors first; ignored ones left out: code scanning would show them as open
 */
function sarifOf(findings, options) {
    const { version, informationUri, redact } = options;
    const ordinals = new Map();
    const log = {
        $schema: SCHEMA,
        version: '2.1.0',
        runs: [
            {
                tool: {
                    driver: {
                        name: 'Kanuka',
                        ...(version !== '' && { version }),
                        ...(informationUri !== '' && { informationUri }),
                        rules: sarif_CODES.map((code) => ruleOf(code, informationUri)),
                    },
                },
                automationDetails: { id: 'kanuka-check/' },
                invocations: [{ executionSuccessful: true }],
                originalUriBaseIds: { [SOURCE_ROOT]: { description: { text: 'The checkout' } } },
                columnKind: 'utf16CodeUnits',
                results: findings
                    .slice(0, MAX_RESULTS)
                    .map((each) => resultOf(redacted(each, redact), ordinals)),
            },
        ],
    };
    return `${JSON.stringify(log, undefined, 2)}\n`;
}
function ruleOf(code, helpUri) {
    const { severity, needsKey, title } = finding/* findingDefinitions */.s[code];
    const help = needsKey ? `${title}. Found only where a private key is given.` : `${title}.`;
    return {
        id: code,
        name: code
            .toLowerCase()
            .replace(/(?:^|_)([a-z])/g, (_, letter) => letter.toUpperCase()),
        shortDescription: { text: title },
        fullDescription: { text: `${title}.` },
        help: { text: help, markdown: help },
        ...(helpUri !== '' && { helpUri }),
        defaultConfiguration: { level: LEVELS[severity] },
        properties: {
            tags: ['security', 'secrets'],
            precision: 'high',
            'problem.severity': severity === 'notice' ? 'recommendation' : severity,
            'security-severity': SECURITY_SEVERITY[severity],
        },
    };
}
function redacted({ path, message, fix, ...rest }, redact) {
    return { ...rest, path: redact(path), message: redact(message), fix: redact(fix) };
}
function resultOf(finding, ordinals) {
    const { code, severity, path, line, message, fix } = finding;
    const uri = uriOf(path);
    return {
        ruleId: code,
        ruleIndex: sarif_CODES.indexOf(code),
        level: LEVELS[severity],
        message: { text: messageText(`${message}. ${fix}`) },
        locations: [
            {
                physicalLocation: {
                    artifactLocation: { uri, uriBaseId: SOURCE_ROOT },
                    region: { startLine: Math.max(1, Math.trunc(line ?? 1)) },
                },
            },
        ],
        partialFingerprints: fingerprints(finding, ordinals),
    };
}
/** A path as a relative reference; `.` where it is none that stays below the root. */
function uriOf(path) {
    const parts = path.toWellFormed().split('/');
    if (parts.some((part) => ['', '.', '..'].includes(part)))
        return '.';
    // Strict: what is left is unreserved, whoever reads it.
    const encode = (part) => encodeURIComponent(part).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
    return parts.map(encode).join('/');
}
// In SARIF `[text](target)` is a link and `{0}` a placeholder, in plain text too.
function messageText(text) {
    const line = (0,printable/* printable */.g$)(text);
    const cut = line.length > MAX_MESSAGE ? `${line.slice(0, MAX_MESSAGE).toWellFormed()}…` : line;
    return cut.replace(/[\\[\]]/g, String.raw `\$&`).replace(/\{(\d+)\}/g, '{{$1}}');
}
// Not by the line, which moves, nor by numbers in the sentence (ages, counts), which change: the same
// finding stays one alert. GitHub knows the first name, in its own form of hash and ordinal.
function fingerprints({ code, path, message }, ordinals) {
    const text = [code, path, message.replaceAll(/\b\d+\b/g, '#')].join('\0');
    const hash = (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 32);
    const ordinal = (ordinals.get(hash) ?? 0) + 1;
    ordinals.set(hash, ordinal);
    const value = `${hash}:${ordinal}`;
    return { primaryLocationLineHash: value, 'kanukaFinding/v1': value };
}

;// CONCATENATED MODULE: ./platform/atomic-write.js
// Writes one file that is no secret: beside its place first, then renamed, so that nobody reads half of it.





/**
 * Makes missing folders, and replaces a regular file that is there.
 * @param path absolute; the caller has seen to it that no folder on the way is a link
 * @param shown how errors name it
 * @throws ActionError WRITE_FAILED, TARGET_NOT_A_FILE
 */
function writeAtomically(path, content, shown) {
    const staged = (0,external_node_path_.join)((0,external_node_path_.dirname)(path), `.kanuka-staged-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
    try {
        if (external_node_fs_.lstatSync(path, { throwIfNoEntry: false })?.isFile() === false) {
            throw new errors/* ActionError */.lZ('TARGET_NOT_A_FILE', {
                what: `${shown} exists and is no regular file (a folder or a link), so it is not replaced`,
                where: { file: shown },
                fix: 'Remove it from the checkout, or name another path.',
            });
        }
        external_node_fs_.mkdirSync((0,external_node_path_.dirname)(path), { recursive: true });
        external_node_fs_.writeFileSync(staged, content, { flag: 'wx' });
        external_node_fs_.renameSync(staged, path);
    }
    catch (error) {
        removeIfPossible(staged);
        if (error instanceof errors/* ActionError */.lZ)
            throw error;
        throw new errors/* ActionError */.lZ('WRITE_FAILED', {
            what: `${shown} could not be written (${(0,files/* errorCode */.CA)(error)})`,
            where: { file: shown },
            fix: 'Make its folder writable for the runner, with enough free space.',
        });
    }
}
function removeIfPossible(path) {
    try {
        external_node_fs_.rmSync(path, { force: true });
    }
    catch {
        // What made the writing fail is what is told.
    }
}

// EXTERNAL MODULE: ./commands/command.js
var command = __webpack_require__(7305);
;// CONCATENATED MODULE: ./commands/check-report.js
// What a check says: log, annotations, summary and outputs out of a verdict. Finds nothing, and writes
// nothing; what leaves the runner by other ways is check-outlets.ts.






/** Characters; beside `findings` and `report` there must be room for other outputs of the job. */
const MAX_FILES_OUTPUT = 100_000;
function describeCheck(check, published) {
    const { context, verdict, notices, files, stores: roots } = check;
    const failures = [...check.failures, ...published.failures];
    const findings = verdict.findings.map((each) => check_report_redacted(each, check));
    const ignored = verdict.ignored.map((each) => check_report_redacted(each, check));
    const notes = [...check.notes, ...published.notes];
    const told = [...notes, ...unusedNotes(verdict)];
    const { head, range } = context;
    const stores = [...head.stores.values()];
    const status = failures.length > 0 ? 'fail' : verdict.status;
    return {
        ...command/* EMPTY_REPORT */.V,
        headline: `${(0,printable/* count */.U9)(stores.length, 'store')} checked, ${check.isKeyed ? 'with a private key' : 'without a key'}: ${headlineOf(verdict)}`,
        sections: [...variableSections(check), findingSection(findings)],
        notes: told,
        notices: [...notices, ...published.notices, ...annotations(findings, 'notice')],
        warnings: [...published.warnings, ...annotations(findings, 'warning')],
        errors: annotations(findings, 'error'),
        fails: verdict.fails,
        failures,
        summary: summaryMarkdown({
            ...viewOf(check),
            notes: [...noticesOf(check, published), ...notes],
        }),
        outputs: {
            changed: 'false',
            status,
            findings: findingsOutput({ findings, ignored }),
            files: jsonWithin(MAX_FILES_OUTPUT, files),
            'files-count': String(files.length),
            'members-count': String(activeMembers(stores)),
            matrix: JSON.stringify({ store: roots }),
        },
        details: {
            status,
            isKeyed: check.isKeyed,
            stores: roots,
            head: head.commit,
            base: range?.base.commit ?? null,
            tip: range?.tip.commit ?? null,
            counts: countsOf(findings),
            ignoredCount: ignored.length,
            comment: published.comment,
            notes: told,
            changes: changesOf(check),
        },
    };
}
function viewOf(check) {
    return { ...check, scope: scopeOf(check) };
}
function scopeOf({ context: { head, range }, files, isKeyed }) {
    const stores = [...head.stores.values()];
    const against = range
        ? `compared with \`${range.base.commit.slice(0, 12)}\``
        : 'on its own, without a range';
    const what = [
        (0,printable/* count */.U9)(stores.length, 'store'),
        (0,printable/* count */.U9)(files.length, 'secret file'),
        (0,printable/* count */.U9)(activeMembers(stores), 'member'),
    ].join(', ');
    return `Commit \`${head.commit.slice(0, 12)}\` ${against}, ${isKeyed ? 'with' : 'without'} a private key: ${what}`;
}
function activeMembers(stores) {
    return stores.flatMap(({ members }) => members.filter((m) => m.state === 'active')).length;
}
function noticesOf(check, published) {
    return [...check.notices, ...published.notices, ...published.warnings].map(({ text }) => text);
}
function check_report_redacted(each, { redact }) {
    const { path, message, fix } = each;
    return { ...each, path: redact(path), message: redact(message), fix: redact(fix) };
}
function annotations(findings, wanted) {
    return findings
        .filter(({ severity }) => severity === wanted)
        .map(({ code, path, line, message, fix }) => ({
        title: `${code}: ${finding/* findingDefinitions */.s[code].title}`,
        file: path,
        ...(line !== undefined && { line }),
        text: `${message}. ${fix}`,
    }));
}
function variableSections({ changes = [], namesVisible }) {
    const shown = (names) => namesVisible && names.length > 0 ? (0,check_names/* namesOf */.e)(names, true) : String(names.length);
    return [
        {
            title: 'What changes in the secret files',
            columns: ['secret file', 'what', 'added', 'removed', 'changed'],
            rows: changes.map(({ path, kind, added, removed, changed }) => [
                path,
                kind,
                shown(added),
                shown(removed),
                shown(changed),
            ]),
        },
    ];
}
const MAX_ROWS = 500;
// The log shows annotations without their files and codes.
function findingSection(findings) {
    const rows = findings
        .slice(0, MAX_ROWS)
        .map(({ severity, code, path, line }) => [
        severity,
        code,
        path + (line === undefined ? '' : `:${line}`),
    ]);
    const rest = findings.length - rows.length;
    return {
        title: 'Findings',
        columns: ['severity', 'code', 'where'],
        rows: rest === 0 ? rows : [...rows, ['…', `and ${rest} more`, '']],
    };
}
function countsOf(findings) {
    return Object.fromEntries([...Map.groupBy(findings, ({ code }) => code)].map(([code, found]) => [code, found.length]));
}
function changesOf({ changes, namesVisible }) {
    const hide = (names) => (namesVisible ? names : names.length);
    return changes?.map(({ path, kind, added, removed, changed }) => ({
        path,
        kind,
        added: hide(added),
        removed: hide(removed),
        changed: hide(changed),
    }));
}

// EXTERNAL MODULE: ./commands/output-place.js
var output_place = __webpack_require__(3497);
;// CONCATENATED MODULE: ./commands/check-outlets.js
// Where a check leaves its result beside the run itself: a SARIF file, and a comment on the pull request.
// Neither is masked by the runner, so all of it is redacted.









const check_outlets_NOTHING = { notes: [], notices: [], warnings: [], failures: [], comment: null };
/** Does not throw for what it cannot write: the findings are to be shown all the same. */
async function publishCheck(check, outlets) {
    if (check.isCancelled)
        return unpublished(outlets);
    const sarif = tried(() => writeSarif(check, outlets));
    const comment = await comments(check, outlets);
    return { ...comment, failures: sarif.failures, notes: [...sarif.notes, ...comment.notes] };
}
// What would be told there is not whole; and there is little time, which the log should have.
function unpublished({ inputs: { check } }) {
    const text = 'The job was cancelled: no SARIF file was written, and no comment';
    return { ...check_outlets_NOTHING, notes: check.comment || check.sarifFile !== undefined ? [text] : [] };
}
function tried(write) {
    try {
        return { notes: write(), failures: [] };
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ)
            return { notes: [], failures: [error] };
        throw error;
    }
}
/** @throws ActionError PATH_UNSAFE, WRITE_FAILED, TARGET_NOT_A_FILE */
function writeSarif({ verdict, redact }, { inputs, workflow }) {
    const { sarifFile } = inputs.check;
    if (sarifFile === undefined)
        return [];
    const { path } = (0,output_place/* outputPlace */.h)(workflow, { name: 'sarif-file', value: sarifFile });
    const shown = (0,files/* shownPath */.pS)(workflow.workspace.real, path);
    if (inputs.dryRun)
        return [`The findings would be written to ${shown} as SARIF`];
    const { serverUrl, actionRepository = '', actionRef = '' } = workflow;
    const [version = ''] = /^v?\d+\.\d+\.\d+$/.exec(actionRef) ?? [];
    const informationUri = actionRepository === '' || actionRef === ''
        ? ''
        : encodeURI(`${serverUrl}/${actionRepository}/blob/${actionRef}/docs/check.md`);
    const options = { version: version.replace(/^v/, ''), informationUri, redact };
    writeAtomically(path, sarifOf(verdict.findings, options), shown);
    return [`The findings are in ${shown} as SARIF`];
}
async function comments(check, { inputs, workflow }) {
    if (!inputs.check.comment)
        return check_outlets_NOTHING;
    const { pullNumber, repository, apiUrl, graphqlUrl, serverUrl, runId } = workflow;
    if (pullNumber === undefined) {
        return noticed('`comment` is on, but this event is about no pull request');
    }
    const { token } = inputs.commit;
    if (!token)
        return noticed('`comment` is on, but `github-token` is empty');
    if (inputs.dryRun) {
        return {
            ...check_outlets_NOTHING,
            notes: [`A comment on pull request ${pullNumber} would be kept up to date`],
        };
    }
    const marker = markerOf(inputs.workingDirectories.join('\n'));
    const link = runId === '' ? '' : `${serverUrl}/${repository}/actions/runs/${runId}`;
    const outcome = await keepComment(new github_api/* GithubApi */.Q({ repository, apiUrl, graphqlUrl, token }), {
        pullNumber,
        marker,
        body: commentMarkdown(viewOf(check), { marker, link }),
        mayCreate: isWorthAComment(viewOf(check)),
    });
    return { ...toldOf(outcome), comment: outcome.kind };
}
function toldOf(outcome) {
    switch (outcome.kind) {
        case 'forbidden':
            return noticed(`The comment on the pull request could not be kept up to date, as the token may not (${outcome.why}): give the job \`pull-requests: write\`. On a pull request from a fork the token only reads`);
        case 'failed':
            return {
                ...check_outlets_NOTHING,
                warnings: [
                    { text: `The comment on the pull request could not be kept up to date: ${outcome.why}` },
                ],
            };
        case 'none':
            return { ...check_outlets_NOTHING, notes: ['All is well, so no comment was begun on the pull request'] };
        default:
            return {
                ...check_outlets_NOTHING,
                notes: [`The comment on the pull request is ${outcome.kind}: ${outcome.url}`],
            };
    }
}
function noticed(text) {
    return { ...check_outlets_NOTHING, notices: [{ text }] };
}

// EXTERNAL MODULE: ./secrets/mask-collector.js
var mask_collector = __webpack_require__(2501);
// EXTERNAL MODULE: ./secret-value.js
var secret_value = __webpack_require__(2577);
// EXTERNAL MODULE: ./secrets/variable-names.js
var variable_names = __webpack_require__(9782);
;// CONCATENATED MODULE: ./check/content-diff.js
// What a range changes inside of secret files: which variables it adds, removes, changes, file by file,
// and which files were only encrypted again. Names and counts come out, never a value; who may see the
// names is the caller's matter.


/** Files whose ciphertext differs, by path. What is on one side only came or went with the range. */
function diffContents(base, head) {
    const paths = [...new Set([...base.keys(), ...head.keys()])].toSorted();
    return paths.flatMap((path) => {
        const [before, after] = [base.get(path), head.get(path)];
        return before?.id === after?.id ? [] : [changeOf(path, before, after)];
    });
}
function changeOf(path, before, after) {
    const nothing = { path, added: [], removed: [], changed: [], hasVariables: false };
    const [old, fresh] = [before?.plaintext?.reveal(), after?.plaintext?.reveal()];
    const isWhole = !before || !after;
    const kind = isWhole ? (before ? 'removed' : 'added') : 'changed';
    if ((before && !old) || (after && !fresh)) {
        return { ...nothing, kind: isWhole ? kind : 'unknown' };
    }
    const [from, to] = [variablesOf(old), variablesOf(fresh)];
    const hasVariables = from !== undefined && to !== undefined;
    if (old && fresh && sameBytes(old, fresh))
        return { ...nothing, kind: 're-encrypted', hasVariables };
    return hasVariables ? { path, kind, hasVariables, ...diff(from, to) } : { ...nothing, kind };
}
function variablesOf(bytes) {
    return bytes === undefined ? new Map() : (0,mask_collector/* readDotenv */.J)(bytes)?.variables;
}
function diff(from, to) {
    return {
        added: [...to.keys()].filter((name) => !from.has(name)),
        removed: [...from.keys()].filter((name) => !to.has(name)),
        changed: [...to].flatMap(([name, value]) => {
            const old = from.get(name);
            return old && !sameText(old, value) ? [name] : [];
        }),
    };
}
function sameText(one, other) {
    const [left, right] = [Buffer.from(one.reveal()), Buffer.from(other.reveal())];
    const isSame = sameBytes(left, right);
    left.fill(0);
    right.fill(0);
    return isSame;
}
/** Takes as long wherever the bytes differ; only the lengths tell. */
function sameBytes(one, other) {
    return one.length === other.length && (0,external_node_crypto_.timingSafeEqual)(one, other);
}

;// CONCATENATED MODULE: ./check/contents.js
// The rules about opened files, one at a time: their lines, names, example and plaintext in the
// checkout. Values are compared, never shown; names only where they may be seen.







function contents_contentFindings(files, rules) {
    return files.flatMap((file) => {
        const bytes = file.plaintext.reveal();
        const dotenv = (0,mask_collector/* readDotenv */.J)(bytes);
        const stale = staleness(file, bytes);
        if (!dotenv)
            return [...noVariables(file, bytes), ...stale];
        return [
            ...strayLines(file, dotenv),
            ...oddNames(file, dotenv, rules),
            ...exampleMismatch(file, dotenv, rules),
            ...stale,
        ];
    });
}
function staleness({ path, checkedOut }, bytes) {
    if (!checkedOut || sameBytes(checkedOut.bytes, bytes))
        return [];
    return [
        (0,finding/* finding */.g)('CONTENT_STALE', {
            path: checkedOut.path,
            message: `The plaintext ${checkedOut.path} in the checkout differs from what ${path} holds`,
            fix: 'Encrypt it again with `kanuka secrets encrypt`, or remove it and decrypt the secret file.',
        }),
    ];
}
function noVariables({ path }, bytes) {
    const why = bytes.length > dotenv/* MAX_DOTENV_BYTES */.y_
        ? `is too large to hold variables (over ${dotenv/* MAX_DOTENV_BYTES */.y_} bytes)`
        : 'is not UTF-8 text, so it holds no variables';
    return [
        (0,finding/* finding */.g)('DOTENV_INVALID', {
            path,
            message: `What ${path} holds ${why}`,
            fix: 'Save it as UTF-8 and encrypt it again; a file that is meant to be no dotenv goes into `ignore`.',
        }),
    ];
}
// The line is one of the plaintext: an annotation on the ciphertext has no use for it.
function strayLines({ path }, { strayLines: lines }) {
    const [first] = lines;
    if (first === undefined)
        return [];
    const more = lines.length > 1 ? ` (and ${lines.length - 1} more)` : '';
    return [
        (0,finding/* finding */.g)('DOTENV_INVALID', {
            path,
            message: `Line ${first} of the decrypted ${path} is no assignment${more}`,
            fix: 'Write NAME=value; put values with line ends in double quotes.',
        }),
    ];
}
function oddNames(file, dotenv, rules) {
    const lines = Map.groupBy(dotenv.assignments, ({ name }) => name);
    const names = [...lines.keys()];
    const allowed = new Set(rules.allowEnv.map((name) => name.toUpperCase()));
    const twice = names.filter((name) => (lines.get(name)?.length ?? 0) > 1);
    const invalid = names.filter((name) => !(0,variable_names/* isValidName */.uV)(name) || (0,variable_names/* isPrototypeName */.yn)(name));
    const reserved = names.filter((name) => (0,variable_names/* isValidName */.uV)(name) && (0,variable_names/* isReservedName */.ce)(name) && !allowed.has(name.toUpperCase()));
    const lineOf = (name, index) => lines.get(name ?? '')?.[index]?.line ?? 1;
    const about = (code, list, details) => {
        if (list.length === 0)
            return [];
        const who = `${(0,check_names/* namesOf */.e)(list, rules.namesVisible)} in the decrypted ${file.path}`;
        return [
            (0,finding/* finding */.g)(code, { path: file.path, message: `${who}: ${details.what}`, fix: details.fix }),
        ];
    };
    return [
        ...about('NAME_DUPLICATE', twice, {
            what: `set more than once (first lines ${lineOf(twice[0], 0)} and ${lineOf(twice[0], 1)}); the last one wins`,
            fix: 'Keep one assignment of each, and encrypt the file again.',
        }),
        ...about('NAME_RESERVED', reserved, {
            what: `reserved (first on line ${lineOf(reserved[0], 0)}), because it would change how later steps run`,
            fix: 'Rename it, or name it in `allow-env` where the workflow means to set it.',
        }),
        ...about('NAME_INVALID', invalid, {
            what: `no name that an environment takes (first on line ${lineOf(invalid[0], 0)})`,
            fix: 'Names are letters, digits and `_`, no digit first: rename it and encrypt the file again.',
        }),
    ];
}
function exampleMismatch({ path, example }, { variables }, { namesVisible }) {
    const listed = example && (0,mask_collector/* readDotenv */.J)(example.bytes);
    if (!example || !listed)
        return [];
    const unlisted = [...variables.keys()].filter((name) => !listed.variables.has(name));
    const missing = [...listed.variables.keys()].filter((name) => !variables.has(name));
    if (unlisted.length + missing.length === 0)
        return [];
    const parts = [
        ...(unlisted.length > 0 ? [`does not list ${(0,check_names/* namesOf */.e)(unlisted, namesVisible)}`] : []),
        // These stand in the repository for everybody to read.
        ...(missing.length > 0
            ? [
                `lists ${(0,check_names/* namesOf */.e)(missing, true)} (${(0,printable/* count */.U9)(missing.length, 'variable')} that ${path} lacks)`,
            ]
            : []),
    ];
    return [
        (0,finding/* finding */.g)('EXAMPLE_MISMATCH', {
            path: example.path,
            message: `${example.path} ${parts.join(' and ')}, compared with ${path}`,
            fix: 'Bring the names in both files in line.',
        }),
    ];
}

// EXTERNAL MODULE: ./secrets/byte-search.js
var byte_search = __webpack_require__(914);
// EXTERNAL MODULE: ./secrets/masking.js
var masking = __webpack_require__(9255);
;// CONCATENATED MODULE: ./check/exposure-values.js
// Which decrypted values are worth a search of the checkout, and in which forms they are looked for.
// Searches nothing; what it gives back must not be shown.

/** In UTF-8. Shorter values stand everywhere by chance. */
const MIN_VALUE_BYTES = 8;
/** As with masks. */
const MAX_VALUE_BYTES = 64 * 1024;
const PLAIN_WORDS = /^\p{L}[\p{L}\p{M}]*(?:[\s_-]+\p{L}[\p{L}\p{M}]*)*$/u;
// `true` and its kind are words, and short.
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const URL_TEXT = /^[a-z][a-z0-9+.-]*:\/\/\S*$/i;
// A password may hold a slash that nobody encoded: better searched for than left out.
const URL_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^\s@:]*:[^\s@]+@/i;
/** Whether a value that stands somewhere in clear tells somebody something. */
function isWorthSearching(value) {
    const bare = value.trim();
    if (Buffer.byteLength(bare) < MIN_VALUE_BYTES)
        return false;
    if (PLAIN_WORDS.test(bare) || NUMBER.test(bare))
        return false;
    return !URL_TEXT.test(bare) || URL_PASSWORD.test(bare);
}
/** Without blanks around: in clear, with each kind of line end, and the base64 of each of these. */
function formsOf(value) {
    const bare = value.trim();
    const unix = bare.replaceAll(/\r\n?/g, '\n');
    const texts = new Set([bare, unix, unix.replaceAll('\n', '\r\n')]);
    const encoded = new Set();
    for (const text of texts) {
        for (const core of (0,masking/* base64Cores */.kM)(Buffer.from(text))) {
            encoded.add(core);
            encoded.add(core.replaceAll('+', '-').replaceAll('/', '_'));
        }
    }
    // How JSON, YAML and dotenv files hold several lines on one.
    texts.add(unix.replaceAll('\n', String.raw `\n`));
    const bytes = (found) => [...found].map((text) => Buffer.from(text));
    return { clear: bytes(texts), base64: bytes(encoded) };
}

;// CONCATENATED MODULE: ./check/exposure.js
// VALUE_EXPOSED: decrypted values that stand in clear, or as base64, in files. Pure: values and bytes
// come from the caller. Says where and whose value, never the value.






const MAX_FILE_BYTES = 32 * 1024 * 1024;
/** What is read between two looks at the signals. */
const PIECE = 1024 * 1024;
const BINARY_BYTES = 8000;
/** @param values by a name for messages; names that share a value are reported together */
async function findExposures(values, chunks, { maxFileBytes = MAX_FILE_BYTES } = {}) {
    const { sought, passedOver, tooLarge } = chooseValues(values);
    const search = new ExposureSearch(sought, maxFileBytes);
    for await (const { path, bytes, continues = false } of chunks) {
        if (!continues)
            search.open(path, bytes);
        for (let at = 0; at < bytes.length; at += PIECE) {
            search.read(bytes.subarray(at, at + PIECE));
            await (0,files/* breathe */.q7)();
        }
    }
    return { ...search.result(), passedOver, tooLarge };
}
function chooseValues(values) {
    const sought = new Map();
    const passedOver = [];
    const tooLarge = [];
    let total = 0;
    for (const [name, value] of values) {
        const text = value.reveal().trim();
        const known = sought.get(text);
        if (known)
            known.names.push(name);
        else if (!isWorthSearching(text))
            passedOver.push(name);
        else if (Buffer.byteLength(text) > MAX_VALUE_BYTES)
            tooLarge.push(name);
        else {
            const { clear, base64 } = formsOf(text);
            const bytes = [...clear, ...base64].reduce((sum, { length }) => sum + length, 0);
            const fits = total + bytes <= byte_search/* MAX_SEARCH_BYTES */.A;
            if (!fits)
                tooLarge.push(name);
            else {
                total += bytes;
                sought.set(text, { names: [name], clear, base64 });
            }
        }
    }
    return { sought: [...sought.values()], passedOver, tooLarge };
}
class ExposureSearch {
    #sought;
    #maxFileBytes;
    #uses;
    #search;
    #exposures = [];
    #counts = { filesSearched: 0, largeFiles: 0 };
    #binary = [];
    #file;
    constructor(sought, maxFileBytes) {
        this.#sought = sought;
        this.#maxFileBytes = maxFileBytes;
        const patterns = new Map();
        for (const [value, { clear, base64 }] of sought.entries()) {
            for (const [index, bytes] of [...clear, ...base64].entries()) {
                const key = Buffer.from(bytes).toString('latin1');
                const pattern = patterns.get(key) ?? { bytes, uses: [] };
                pattern.uses.push({ value, isBase64: index >= clear.length });
                patterns.set(key, pattern);
            }
        }
        const list = [...patterns.values()];
        this.#uses = list.map(({ uses }) => uses);
        this.#search = new byte_search/* ByteSearch */.d(list.map(({ bytes }) => bytes));
    }
    open(path, start) {
        this.#close();
        const isBinary = start.subarray(0, BINARY_BYTES).includes(0);
        const isLarge = !isBinary && start.length > this.#maxFileBytes;
        if (isBinary)
            this.#binary.push(path);
        else if (isLarge)
            this.#counts.largeFiles += 1;
        else
            this.#counts.filesSearched += 1;
        const isDone = isBinary || isLarge;
        this.#file = { path, cursor: this.#search.start(), places: new Map(), isDone };
    }
    read(bytes) {
        const file = this.#file;
        if (!file || file.isDone)
            return;
        const { cursor, places } = file;
        if (cursor.offset + bytes.length > this.#maxFileBytes) {
            this.#counts.filesSearched -= 1;
            this.#counts.largeFiles += 1;
            file.isDone = true;
            return;
        }
        this.#search.feed(bytes, cursor, ({ pattern, line }) => {
            for (const { value, isBase64 } of this.#uses[pattern] ?? []) {
                const place = places.get(value);
                if (!place)
                    places.set(value, { line, isBase64, occurrences: 1 });
                else
                    place.occurrences += 1;
            }
        });
    }
    result() {
        this.#close();
        return { exposures: this.#exposures, binary: this.#binary, ...this.#counts };
    }
    #close() {
        const { path, places } = this.#file ?? { path: '', places: new Map() };
        for (const [value, { line, isBase64, occurrences }] of places) {
            const names = this.#sought[value]?.names ?? [];
            this.#exposures.push({ path, line, names, isBase64, occurrences });
        }
        this.#file = undefined;
    }
}
/** Values a file that are told one by one; above, a file is itself a copy of the secrets. */
const MAX_SINGLE = 5;
function exposureFindings({ exposures }, { namesVisible }) {
    const places = Map.groupBy(exposures, ({ path, commit }) => `${commit ?? ''} ${path}`);
    return [...places.values()].flatMap((found) => {
        const groups = found.length > MAX_SINGLE ? [found] : found.map((each) => [each]);
        return groups.map((group) => exposed(group, namesVisible));
    });
}
function exposed(group, namesVisible) {
    const { path = '', commit } = group[0] ?? {};
    const names = [...new Set(group.flatMap((each) => each.names))];
    const [only] = group.length === 1 ? group : [];
    const whose = group.length === 1 ? 'The value of' : 'The values of';
    const how = group.every(({ isBase64 }) => isBase64) ? 'as base64' : 'in clear';
    const often = only && only.occurrences > 1 ? `, ${(0,printable/* count */.U9)(only.occurrences, 'time')}` : '';
    return (0,finding/* finding */.g)('VALUE_EXPOSED', {
        path,
        line: group.reduce((least, { line }) => Math.min(least, line), Number.MAX_SAFE_INTEGER),
        message: `${whose} ${(0,check_names/* namesOf */.e)(names, namesVisible)} ${group.length === 1 ? 'stands' : 'stand'} ${how} in ${path}${often}${commit === undefined ? '' : `, in commit ${commit.slice(0, 12)}`}`,
        fix: 'Take it out of the file, and change the value itself: who could read the repository may have it.',
    });
}

;// CONCATENATED MODULE: ./check/exposed-files.js
// Which files are searched for values in clear, and where what was found stands: at the head, or in a
// commit of the range alone. Each blob is searched once, however many paths and commits have it.





/**
 * VALUE_EXPOSED in tracked files and in what the range adds; what the merge base had already counts at the
 * head alone, so that a range which cleans up is not blamed.
 * @param values by a name for messages
 */
async function exposedValues(context, values, show) {
    const places = placesOf(context);
    const result = await findExposures(values, chunksOf(context, places));
    const found = Map.groupBy(result.exposures, ({ path: id }) => id);
    return {
        findings: exposureFindings({ exposures: stand(found, places) }, show),
        notes: [
            ...notesOnValues(result, show),
            ...notesOnFiles(await tooLarge(context, places), binaryFiles(result.binary, places)),
        ],
    };
}
function placesOf({ head, range }) {
    const atHead = new Map();
    for (const [path, file] of head.files) {
        if (!(0,secret_paths/* isRegular */.$W)(file))
            continue;
        const paths = atHead.get(file.id);
        if (paths)
            paths.push(path);
        else
            atHead.set(file.id, [path]);
    }
    const changes = (range?.changes ?? []).filter(({ path, file }) => (0,secret_paths/* isRegular */.$W)(file) && head.files.get(path)?.id !== file.id);
    const base = new Map();
    for (const { path } of changes) {
        const file = range?.base.files.get(path);
        if (file && (0,secret_paths/* isRegular */.$W)(file))
            base.set(path, file.id);
    }
    return { head: atHead, range: changes, base };
}
function idsOf({ head, range, base }) {
    return new Set([...head.keys(), ...range.map(({ file }) => file.id), ...base.values()]);
}
// The id takes the place of a path: where the file stands is told afterwards.
async function* chunksOf({ blobs }, places) {
    for await (const [path, bytes] of eachBlob(blobs, idsOf(places), MAX_FILE_BYTES)) {
        yield { path, bytes };
    }
}
async function tooLarge({ blobs }, places) {
    const sizes = await blobs.sizes(idsOf(places));
    return [...sizes.values()].filter((size) => size > MAX_FILE_BYTES).length;
}
function stand(found, { head, range, base }) {
    const told = new Set();
    const atHead = [...found].flatMap(([id, exposures]) => (head.get(id) ?? []).flatMap((path) => exposures.map((exposure) => {
        told.add(keyOf(path, exposure));
        return { ...exposure, path };
    })));
    const inRange = range.flatMap(({ path, file, commit }) => {
        const before = new Set(found.get(base.get(path) ?? '')?.map((each) => keyOf(path, each)));
        return (found.get(file.id) ?? []).flatMap((exposure) => {
            const key = keyOf(path, exposure);
            if (told.has(key) || before.has(key))
                return [];
            told.add(key);
            return [{ ...exposure, path, commit }];
        });
    });
    return [...atHead, ...inRange];
}
function keyOf(path, { names }) {
    return JSON.stringify([path, names]);
}
/** How many of the blobs are no ciphertext at any of their paths. */
function binaryFiles(ids, { head, range }) {
    const written = new Set(range.filter(({ path }) => !(0,secret_paths/* isCiphertextPath */.oW)(path)).map(({ file }) => file.id));
    const counts = (id) => written.has(id) || head.get(id)?.some((path) => !(0,secret_paths/* isCiphertextPath */.oW)(path)) === true;
    return ids.filter(counts).length;
}
function notesOnFiles(large, binary) {
    return [[large, 'file', ' over 32 MiB'], [binary, 'binary file', '']]
        .filter(([amount]) => amount > 0)
        .map(([amount, noun, size]) => `Not searched for values in clear: ${(0,printable/* count */.U9)(amount, noun)}${size}`);
}
function notesOnValues({ passedOver, tooLarge: values }, { namesVisible }) {
    return [
        ...(passedOver.length > 0
            ? [
                `Values that were not looked for in clear, as they are short, words, numbers or plain URLs: ${(0,check_names/* namesOf */.e)(passedOver, namesVisible)}`,
            ]
            : []),
        ...(values.length > 0
            ? [`Values that are too large to be looked for in clear: ${(0,check_names/* namesOf */.e)(values, namesVisible)}`]
            : []),
    ];
}

;// CONCATENATED MODULE: ./check/keyed.js
// All that is found with a private key: what does not open, what is wrong inside of the files, what the
// range changes in them, and values that stand in clear.







async function judgeWithKey(context, stores, options) {
    const files = stores.flatMap((store) => openFiles(store, options));
    const examples = await readExamples(context, files);
    const contents = contents_contentFindings(files.map(({ path, id, plaintext }) => ({
        path,
        plaintext,
        example: examples.get(exampleBeside(path)),
        checkedOut: options.checkedOut(path, id),
    })), options);
    const exposed = await exposedValues(context, valuesOf(files), options);
    return {
        findings: [...stores.flatMap(({ findings }) => findings), ...contents, ...exposed.findings],
        notes: exposed.notes,
        changes: context.range && keyed_changesOf(stores, options),
    };
}
function openFiles({ store, head }, { isSelected }) {
    return [...head].flatMap(([inside, { id, plaintext }]) => {
        const path = (0,snapshot/* pathIn */.l)(store, inside);
        return plaintext && isSelected(path) ? [{ path, id, plaintext }] : [];
    });
}
function exampleBeside(path) {
    return `${path.slice(0, path.lastIndexOf('/') + 1)}.env.example`;
}
async function readExamples({ head, blobs }, files) {
    const wanted = new Set(files.map(({ path }) => exampleBeside(path)));
    const found = [...wanted].flatMap((path) => {
        const file = head.files.get(path);
        return file?.mode.startsWith('100') ? [{ path, id: file.id }] : [];
    });
    const contents = await blobs.read(found.map(({ id }) => id), dotenv/* MAX_DOTENV_BYTES */.y_);
    return new Map(found.flatMap(({ path, id }) => {
        const bytes = contents.get(id);
        return bytes ? [[path, { path, bytes }]] : [];
    }));
}
// A file without variables is a value as a whole: a key, a certificate, JSON.
function valuesOf(files) {
    const values = new Map();
    for (const { path, plaintext } of files) {
        const bytes = plaintext.reveal();
        const variables = (0,mask_collector/* readDotenv */.J)(bytes)?.variables ?? new Map();
        for (const [name, value] of variables)
            values.set(`${name} (${path})`, value);
        const text = variables.size === 0 ? (0,dotenv/* decodeText */.g7)(bytes) : undefined;
        if (text !== undefined)
            values.set(path, new secret_value/* SecretValue */.i(text));
    }
    return values;
}
function keyed_changesOf(stores, { isSelected }) {
    return stores.flatMap(({ store, head, base = new Map() }) => {
        const shown = (files) => new Map([...files].flatMap(([inside, version]) => {
            const path = (0,snapshot/* pathIn */.l)(store, inside);
            return isSelected(path) ? [[path, version]] : [];
        }));
        return diffContents(shown(base), shown(head));
    });
}

// EXTERNAL MODULE: ./kanuka/secretbox.js
var secretbox = __webpack_require__(5866);
// EXTERNAL MODULE: ./kanuka/symmetric-key.js
var symmetric_key = __webpack_require__(4134);
;// CONCATENATED MODULE: ./check/opened.js
// Opens the stores of a range with one private key: which symmetric key head, base and tip have, and what
// opens under it. Nothing is written; symmetric keys are gone when it returns.













async function openRange({ head, range, blobs }, privateKey) {
    const opened = [];
    for (const [root, store] of head.stores) {
        const base = range?.base.stores.get(root);
        const tip = range?.tip.stores.get(root);
        opened.push(await openOne({ store, base, tip }, { blobs, privateKey }));
    }
    return opened;
}
async function openOne({ store, base, tip }, means) {
    const all = new Set([...store.secretFiles.values()].map(({ id }) => id));
    const changed = [...(base?.secretFiles ?? [])]
        .filter(([path, { id }]) => store.secretFiles.get(path)?.id !== id)
        .map(([, { id }]) => id);
    const ours = await openSide(store, all, means);
    const before = base && (await openSide(base, new Set(changed), means));
    const theirs = tip && (await openSide(tip, new Set(), means));
    try {
        const old = await openAnyway(ours, before?.key, means);
        return {
            store,
            head: versionsOf(store, ours),
            base: base && before && versionsOf(base, before),
            keys: {
                headIsBase: isSame(ours, before),
                tipIsBase: isSame(theirs, before),
                headIsTip: isSame(ours, theirs),
                unopened: [...store.secretFiles]
                    .filter(([, { id }]) => ours.failed.has(id))
                    .map(([path]) => path),
            },
            findings: problems(store, ours, old),
        };
    }
    finally {
        for (const side of [ours, before, theirs])
            side?.key?.fill(0);
    }
}
/** @param wanted ids of the secret files to open; of the others just enough to prove the key */
async function openSide(store, wanted, { blobs, privateKey }) {
    const publicKey = (0,external_node_crypto_.createPublicKey)(privateKey.key);
    const own = store.members.filter((m) => m.publicKey?.equals(publicKey)).map(({ uuid }) => uuid);
    const wrappedIds = own.flatMap((uuid) => store.wrappedKeys.get(uuid)?.id ?? []);
    const wrapped = await blobs.read(wrappedIds, layout/* MAX_KEY_FILE_BYTES */.Qn);
    const candidates = [...wrapped.values()].flatMap((bytes) => (0,symmetric_key/* unwrap */.oA)(bytes, privateKey) ?? []);
    const ring = new KeyRing(candidates);
    const ids = [...store.secretFiles.values()].map(({ id }) => id);
    // Of several keys, it takes all files to tell which is the store's.
    const tried = ring.size > 1 ? new Set([...wanted, ...ids]) : wanted;
    const whole = new Set();
    for await (const [id, bytes] of eachBlob(blobs, tried, layout/* MAX_SECRET_FILE_BYTES */.J4)) {
        await (0,files/* breathe */.q7)();
        if ((0,ciphertext_content/* contentOf */.$)(bytes).kind !== 'ciphertext')
            continue;
        whole.add(id);
        ring.open(id, bytes);
    }
    const others = ids.filter((id) => !tried.has(id));
    if (!ring.isProven)
        await prove(ring, others, blobs);
    const { key, plaintexts } = ring.finish(ids.length === 0);
    const failed = [...whole].filter((id) => wanted.has(id) && !plaintexts.has(id));
    // What was opened as a proof alone was not asked for.
    const asked = new Map([...plaintexts].filter(([id]) => wanted.has(id)));
    return { own, key, plaintexts: asked, failed: new Set(failed) };
}
async function prove(ring, ids, blobs) {
    if (ring.size === 0)
        return;
    for await (const [id, bytes] of eachBlob(blobs, ids, layout/* MAX_SECRET_FILE_BYTES */.J4)) {
        await (0,files/* breathe */.q7)();
        ring.open(id, bytes);
        if (ring.isProven)
            return;
    }
}
/** Keys that may be the store's: the one that opens most files is, and the others are forgotten. */
class KeyRing {
    #candidates;
    constructor(keys) {
        // One member with two UUIDs has it twice.
        const isFirst = (key, index) => keys.findIndex((each) => sameBytes(each, key)) === index;
        this.#candidates = keys.filter(isFirst).map((key) => ({ key, plaintexts: new Map() }));
        for (const key of keys)
            if (!this.#candidates.some((each) => each.key === key))
                key.fill(0);
    }
    get size() {
        return this.#candidates.length;
    }
    get isProven() {
        return this.#candidates.some(({ plaintexts }) => plaintexts.size > 0);
    }
    open(id, ciphertext) {
        for (const { key, plaintexts } of this.#candidates) {
            const plaintext = (0,secretbox/* openSecretbox */.i)(ciphertext, key);
            if (!plaintext)
                continue;
            plaintexts.set(id, new secret_value/* SecretValue */.i(plaintext));
            return;
        }
    }
    /** @param needsNoProof there is nothing to prove a key on */
    finish(needsNoProof) {
        const [best] = this.#candidates.toSorted((a, b) => b.plaintexts.size - a.plaintexts.size);
        const isFound = best !== undefined && (needsNoProof || best.plaintexts.size > 0);
        for (const { key } of this.#candidates)
            if (!isFound || key !== best.key)
                key.fill(0);
        return isFound ? best : { key: undefined, plaintexts: new Map() };
    }
}
/** Ids of what failed that another key opens. */
async function openAnyway({ failed, key }, other, { blobs }) {
    const opened = new Set();
    if (!other || failed.size === 0 || (key && sameBytes(key, other)))
        return opened;
    for await (const [id, bytes] of eachBlob(blobs, failed, layout/* MAX_SECRET_FILE_BYTES */.J4)) {
        await (0,files/* breathe */.q7)();
        if ((0,secretbox/* openSecretbox */.i)(bytes, other))
            opened.add(id);
    }
    return opened;
}
function versionsOf({ secretFiles }, { plaintexts }) {
    return new Map([...secretFiles].map(([path, { id }]) => [path, { id, plaintext: plaintexts.get(id) }]));
}
function isSame(one, other) {
    return one?.key && other?.key && sameBytes(one.key, other.key);
}
function problems(store, side, old) {
    const { own, key, failed } = side;
    const [uuid] = own;
    if (uuid === undefined)
        return [notAMember(store)];
    const holder = own.find((each) => store.wrappedKeys.has(each));
    if (holder === undefined)
        return [pendingMember(store, uuid)];
    if (!key)
        return [nothingOpens(store, holder, failed.size)];
    return [...store.secretFiles]
        .filter(([, { id }]) => failed.has(id))
        .map(([path, { id }]) => doesNotOpen(store, path, old.has(id)));
}
function notAMember(store) {
    return (0,finding/* finding */.g)('KEY_NOT_A_MEMBER', {
        path: (0,snapshot/* pathIn */.l)(store, layout/* PUBLIC_KEYS_FOLDER */.oI),
        message: `The given private key belongs to no member of ${(0,member_wording/* storeName */.Hz)(store)} (${(0,printable/* count */.U9)(store.publicKeys.size, 'member')} registered), so nothing in it was opened`,
        fix: 'Give the key that `kanuka secrets ci-init` showed, or register its public key with `kanuka secrets register --file <uuid>.pub --user <email>`.',
    });
}
function pendingMember(store, uuid) {
    const name = (0,member_wording/* memberName */.eg)(uuid, (0,member_wording/* membersByUuid */.Aw)(store).get(uuid));
    return (0,finding/* finding */.g)('KEY_NOT_A_MEMBER', {
        path: (0,snapshot/* pathIn */.l)(store, (0,layout/* wrappedKeyPath */.y$)(uuid)),
        message: `The given private key belongs to ${name}, who has no access to ${(0,member_wording/* storeName */.Hz)(store)} yet, so nothing in it was opened`,
        fix: 'Let a member with access run `kanuka secrets sync`, and commit what it writes.',
    });
}
function nothingOpens(store, uuid, files) {
    const path = (0,snapshot/* pathIn */.l)(store, (0,layout/* wrappedKeyPath */.y$)(uuid));
    return (0,finding/* finding */.g)('DECRYPT_FAILED', {
        path,
        message: `What ${path} holds for the given private key opens none of the ${(0,printable/* count */.U9)(files, 'secret file')} of ${(0,member_wording/* storeName */.Hz)(store)}`,
        fix: 'The wrapped key is damaged or left from an old rotation, or the secret files are: look for an unfinished merge or rotation with `git log -- .kanuka`, then let another member run `kanuka secrets sync`.',
    });
}
function doesNotOpen(store, path, isOld) {
    const why = isOld ? ': it is encrypted with the key that the merge base had' : '';
    return (0,finding/* finding */.g)('DECRYPT_FAILED', {
        path: (0,snapshot/* pathIn */.l)(store, path),
        message: `${(0,snapshot/* pathIn */.l)(store, path)} does not open with the key of ${(0,member_wording/* storeName */.Hz)(store)}${why}`,
        fix: isOld
            ? 'Take `.kanuka/` and the secret files whole from one side, make the other changes again, and run `kanuka secrets sync`.'
            : 'Restore it from git history, or encrypt it again with `kanuka secrets encrypt`.',
    });
}

// EXTERNAL MODULE: ./git/committed-blobs.js
var committed_blobs = __webpack_require__(7417);
;// CONCATENATED MODULE: ./check/proven-blobs.js
// Contents of files that are hashed again before they are believed: a `.git` folder that outsiders may
// have filled can hold anything under any id, and git does not look when it reads.

/** What is not what its id says is left out, as if it were missing. */
function provenBlobs(blobs) {
    return {
        sizes: async (ids) => blobs.sizes(ids),
        read: async (ids, limit) => new Map([...(await blobs.read(ids, limit))].filter(([id, bytes]) => (0,committed_blobs/* objectId */.T)('blob', bytes, id.length) === id)),
    };
}

// EXTERNAL MODULE: ./git/event-commit.js
var event_commit = __webpack_require__(9122);
// EXTERNAL MODULE: ./platform/trust.js
var trust = __webpack_require__(4443);
// EXTERNAL MODULE: ./commands/masks.js
var masks = __webpack_require__(5405);
// EXTERNAL MODULE: ./commands/open-stores.js + 1 modules
var open_stores = __webpack_require__(8054);
// EXTERNAL MODULE: ./commands/then-push.js
var then_push = __webpack_require__(462);
;// CONCATENATED MODULE: ./commands/check-with-key.js














const WITHOUT = {
    isKeyed: false,
    isCancelled: false,
    findings: [],
    drift: [],
    changes: undefined,
    keys: new Map(),
    notes: [],
    notices: [],
    failures: [],
};
/** @param isSelected whether a secret file is to be judged, by its path in the repository */
async function judgeKeyed(context, run, isSelected) {
    const { inputs, deps } = run;
    if (!inputs.privateKey) {
        const why = (0,trust/* getsNoSecrets */.sH)(deps.workflow) ? ` (${(0,trust/* explainMissingKey */.fc)(deps.workflow).why})` : '';
        const text = `Without a private key${why} nothing was opened: findings that need one are left out`;
        return { ...WITHOUT, notes: [text, ...driftLeftOut(inputs)] };
    }
    const why = await whyUntrusted(context, run);
    if (why !== undefined) {
        const text = `Checked without the private key, although one is given: on \`${deps.workflow.eventName}\` ${why}. \`allow-untrusted\` does not change that, as the findings would tell outsiders about the values`;
        return { ...WITHOUT, notes: driftLeftOut(inputs), notices: [{ text }] };
    }
    let privateKey;
    try {
        privateKey = await (0,open_stores/* openPrivateKey */.V9)(inputs, deps);
    }
    catch (error) {
        // What is found without a key is worth having all the same.
        if (!(error instanceof errors/* ActionError */.lZ || error instanceof errors/* ActionErrors */.o9))
            throw error;
        return { ...WITHOUT, notes: driftLeftOut(inputs), failures: (0,errors/* toActionErrors */.vb)(error) };
    }
    // Of such an event the head alone is proven, so nothing else is opened or searched.
    const provable = (0,trust/* needsProof */.cp)(deps.workflow)
        ? { ...context, range: undefined, blobs: provenBlobs(context.blobs) }
        : context;
    const stores = await openRange(provable, privateKey);
    maskValues(stores, run);
    const judged = await judgeWithKey(provable, stores, {
        namesVisible: (0,masks/* showsNames */.$y)(inputs, deps.workflow),
        allowEnv: inputs.allowEnv,
        isSelected,
        checkedOut: (path, id) => checkedOut(run, path, id),
    });
    const keys = new Map(stores.map(({ store, keys: known }) => [store.root, known]));
    const all = { ...WITHOUT, ...judged, isKeyed: true, keys };
    if (!(0,then_push/* hasDestinations */.qh)(inputs))
        return all;
    const { lookForDrift } = await Promise.all(/* import() */[__webpack_require__.e(637), __webpack_require__.e(115), __webpack_require__.e(198), __webpack_require__.e(240), __webpack_require__.e(995), __webpack_require__.e(920)]).then(__webpack_require__.bind(__webpack_require__, 7920));
    const { findings, notes, ...rest } = await lookForDrift(provable, run, { stores, privateKey });
    return { ...all, ...rest, drift: findings, notes: [...all.notes, ...notes] };
}
function driftLeftOut(inputs) {
    if (!(0,then_push/* hasDestinations */.qh)(inputs))
        return [];
    return ['Whether destinations drifted was not looked at, as that needs the private key'];
}
/** @returns undefined where the key may be used */
async function whyUntrusted({ head }, { deps: { workflow }, place: { repository } }) {
    if (!(0,trust/* needsProof */.cp)(workflow))
        return undefined;
    for (const store of head.stores.values()) {
        const why = await (0,event_commit.whyNotTheEventCommit)(workflow, {
            root: store.root === '' ? repository.workTree : `${repository.workTree}/${store.root}`,
            folder: layout/* STORE_FOLDER */.dB,
            files: [...store.secretFiles.keys()],
        });
        if (why !== undefined)
            return why;
    }
    if (head.commit !== workflow.sha)
        return "what is judged is not the event's own commit";
    const proven = await (0,committed_blobs/* committedBlobs */.D)(repository, head.commit, '');
    const isProven = [...head.files].every(([path, { mode, id }]) => !mode.startsWith('100') || proven?.get(path) === id);
    return isProven ? undefined : 'the objects of the commit are not what they claim';
}
// Those of the base too: a value that was replaced may still be in use.
function maskValues(stores, { inputs, deps }) {
    const policy = (0,masks/* maskPolicyOf */.ws)(inputs, deps.workflow);
    const collector = new mask_collector/* MaskCollector */.c(policy, new Set(inputs.unmasked));
    for (const { store, head, base } of stores) {
        for (const [path, { plaintext }] of [...head, ...(base ?? [])]) {
            const bytes = plaintext?.reveal();
            if (bytes)
                collector.addFile((0,snapshot/* pathIn */.l)(store, path), bytes, (0,mask_collector/* readDotenv */.J)(bytes));
        }
    }
    deps.mask(collector.masks);
}
// Only where the ciphertext on disk is the one that was opened: a trial merge may have brought another.
function checkedOut({ place: { repository } }, secretFile, id) {
    const { workTree } = repository;
    const path = (0,layout/* plaintextPath */.RF)(secretFile);
    const folder = `${workTree}/${path}`.replace(/\/[^/]*$/, '');
    if (!(0,files/* statOf */._N)(`${workTree}/${path}`)?.isFile() || !(0,files/* isFreeOfLinks */.HQ)(workTree, folder))
        return undefined;
    const ciphertext = (0,files/* readRegularFile */.XF)(`${workTree}/${secretFile}`, layout/* MAX_SECRET_FILE_BYTES */.J4);
    if (!('bytes' in ciphertext))
        return undefined;
    if ((0,committed_blobs/* objectId */.T)('blob', ciphertext.bytes, id.length) !== id)
        return undefined;
    const plaintext = (0,files/* readRegularFile */.XF)(`${workTree}/${path}`, layout/* MAX_SECRET_FILE_BYTES */.J4);
    return 'bytes' in plaintext ? { path, bytes: plaintext.bytes } : undefined;
}

;// CONCATENATED MODULE: ./commands/check.js













async function check(inputs, deps) {
    const rules = {
        failOn: parseFailOn(inputs.check.failOn),
        ignore: await parseIgnore(inputs.check.ignore),
    };
    (0,masks/* maskCredentials */.Bs)([inputs.privateKey, inputs.passphrase, inputs.commit.token], deps);
    const place = await findPlace(inputs, deps.workflow);
    const options = {
        workflow: deps.workflow,
        baseRef: inputs.check.baseRef,
        remote: place.remote,
        now: new Date(),
    };
    return withComparison(place.repository, options, async (comparison) => {
        const blobs = new GitBlobs(comparison.place, comparison.obtain);
        const run = { inputs, deps, place, comparison, blobs };
        const checked = await closing(blobs, async () => checkRange(run, options.now));
        const verdict = judge(checked.findings, rules);
        const shown = {
            ...checked,
            verdict,
            namesVisible: (0,masks/* showsNames */.$y)(inputs, deps.workflow),
            redact: deps.redactor(),
        };
        const published = await publishCheck(shown, { inputs, workflow: deps.workflow });
        return describeCheck(shown, published);
    });
}
async function closing(blobs, work) {
    try {
        return await work();
    }
    finally {
        await blobs.close();
    }
}
async function checkRange(run, now) {
    const { inputs, place, comparison, blobs } = run;
    const { maxKeyAge } = inputs.check;
    const { context, notes } = await readContext(place, comparison, { blobs, now, maxKeyAge });
    const selection = await check_select(context, inputs);
    const keyless = await judgeWithoutKey(context, comparison.place);
    const keyed = await judgeKeyed(context, run, (path) => selection.chosen.has(path));
    const rotations = await judgeRotations(context, keyed.keys);
    const findings = [...keyless.findings, ...rotations.findings, ...keyed.findings];
    return {
        context,
        findings: [
            ...findings
                .filter(({ path }) => !selection.left.has(path))
                .map((found) => ({ ...found, path: place.shown(found.path) })),
            ...keyed.drift,
        ],
        notes: [
            ...notes,
            ...elsewhere(run),
            ...keyless.notes,
            ...rotations.notes,
            ...keyed.notes,
            // Last, as reading may have added to them.
            ...comparison.notes,
        ],
        failures: keyed.failures,
        notices: keyed.notices,
        changes: keyed.changes?.map((change) => ({ ...change, path: place.shown(change.path) })),
        isKeyed: keyed.isKeyed,
        isCancelled: keyed.isCancelled,
        stores: [...context.head.stores.keys()].map((root) => place.shown(root) || '.'),
        files: [...selection.chosen]
            .filter((path) => context.head.files.has(path))
            .map((path) => place.shown(path)),
    };
}
function elsewhere({ inputs, place }) {
    if (inputs.push.destinationsFile === undefined || place.destinationsFile !== undefined)
        return [];
    return [
        '`destinations-file` is not in the repository that is checked: what becomes of it is not seen',
    ];
}
async function check_select({ head, range }, { files }) {
    const chosen = new Set();
    const left = new Set();
    const selections = [];
    for (const store of head.stores.values()) {
        const before = range?.base.stores.get(store.root)?.secretFiles.keys() ?? [];
        const secretFiles = [...new Set([...store.secretFiles.keys(), ...before])].toSorted();
        const selected = await (0,secret_files/* selectFiles */.A)(secretFiles, files);
        selections.push({ secretFiles, ...selected });
        const wanted = new Set(selected.paths);
        for (const path of secretFiles) {
            const shown = (0,snapshot/* pathIn */.l)(store, path);
            if (wanted.has(path))
                chosen.add(shown);
            else
                left.add(shown).add((0,layout/* plaintextPath */.RF)(shown));
        }
    }
    (0,open_stores/* refuseUnknownFiles */.gj)(selections, files);
    return { chosen, left };
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

/***/ 9122:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   whyNotTheEventCommit: () => (/* binding */ whyNotTheEventCommit)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1250);
/* harmony import */ var _committed_blobs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7417);
/* harmony import */ var _origin_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5790);
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5884);
// Whether what is checked out is the event's own commit: the proof that untrusted events need.






const MAX_BYTES = 256 * 1024 * 1024;
/**
 * Compares bytes with the commit's blob ids itself instead of asking git for its status: filters
 * and attributes of a hostile checkout have no say.
 * @returns undefined when what is owned is exactly that of the event's commit, else why not
 */
async function whyNotTheEventCommit(workflow, { root, folder, files }) {
    const repository = (0,_repository_js__WEBPACK_IMPORTED_MODULE_4__/* .findRepository */ .W)(workflow.workspace.real, root);
    if (!repository)
        return 'it is in no git checkout, so nothing proves where it comes from';
    const [head, origin] = await Promise.all([repository.head(), repository.originUrl()]);
    if (head === undefined || head !== workflow.sha) {
        return `the commit that is checked out is not the event's own (${workflow.sha || 'unknown'})`;
    }
    if ((0,_origin_js__WEBPACK_IMPORTED_MODULE_5__/* .repositoryOn */ .Y)(workflow.serverUrl, origin)?.toLowerCase() !== workflow.repository.toLowerCase()) {
        return `the checkout is not of ${workflow.repository || 'this repository'}`;
    }
    const prefix = repository.relative(root) === '.' ? '' : `${repository.relative(root)}/`;
    const blobs = await (0,_committed_blobs_js__WEBPACK_IMPORTED_MODULE_3__/* .committedBlobs */ .D)(repository, head, prefix);
    if (!blobs)
        return 'git does not have the objects of the commit, or they are not what they claim';
    const isInFolder = (path) => folder !== undefined && path.startsWith(`${prefix}${folder}/`);
    const inFolder = folder === undefined ? [] : filesBelow(root, folder);
    const present = [...inFolder, ...files].map((path) => prefix + path);
    const paths = [...new Set([...[...blobs.keys()].filter(isInFolder), ...present])];
    const changed = paths.find((path) => {
        const read = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_2__/* .readRegularFile */ .XF)(`${repository.workTree}/${path}`, MAX_BYTES);
        return !('bytes' in read) || (0,_committed_blobs_js__WEBPACK_IMPORTED_MODULE_3__/* .objectId */ .T)('blob', read.bytes, head.length) !== blobs.get(path);
    });
    return changed === undefined ? undefined : `${changed} differs from the commit`;
}
// What was put there counts as much as what is missing: a public key lets somebody in.
function filesBelow(root, folder) {
    // Where a store is only to be made there is none yet.
    if (!(0,_platform_files_js__WEBPACK_IMPORTED_MODULE_2__/* .statOf */ ._N)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, folder)))
        return [];
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(`${root}/${folder}`, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_2__/* .slashed */ .df)(root, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(entry.parentPath, entry.name)));
}


/***/ }),

/***/ 7534:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $E: () => (/* binding */ wrappedKeysChangedAt),
/* harmony export */   bZ: () => (/* binding */ publicKeysWhenWrapped),
/* harmony export */   oc: () => (/* binding */ readKeyLog),
/* harmony export */   um: () => (/* binding */ wrappedAfter)
/* harmony export */ });
/* harmony import */ var _git_process_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7914);
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5884);
/* harmony import */ var _scratch_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5236);
// When the keys of a store were last written, told by git's history. It follows first parents: what
// counts is when something came onto the branch, not when it was made elsewhere.



/**
 * Reads, with one process, what the two questions below need.
 * @param source the checkout, or what Remote.fetchHistory got
 * @returns undefined when git cannot tell: the commit or a part of its history is not there
 */
async function readKeyLog(source, at) {
    if (source instanceof _repository_js__WEBPACK_IMPORTED_MODULE_1__/* .Repository */ .L) {
        return (0,_scratch_js__WEBPACK_IMPORTED_MODULE_2__/* .inScratch */ .Q)(source, async (scratch) => readKeyLog(scratch, at));
    }
    const folder = `${at.storePrefix}.kanuka/`;
    // The line end keeps lines short, where @actions/exec looks for them.
    const format = '--format=%x01%H %ct%n';
    const diff = ['--first-parent', '-m', '--raw', '--no-renames', '--no-abbrev', '-z'];
    const paths = [`${folder}public_keys`, `${folder}secrets`];
    const args = ['log', ...diff, format, '--end-of-options', at.commit, '--', ...paths];
    const { exitCode, stdout } = await (0,_git_process_js__WEBPACK_IMPORTED_MODULE_0__/* .runGit */ .EO)(source, args);
    return exitCode === 0 ? parseLog(stdout, folder, source.shallow) : undefined;
}
/**
 * When a wrapped key of the store was last written or removed.
 * @returns undefined when nobody knows: no such commit, or history ends before
 */
function wrappedKeysChangedAt(log) {
    const last = log?.find(({ blobs }) => [...blobs.keys()].some((path) => WRAPPED_KEY.test(path)));
    return last === undefined || last.isCut ? undefined : last.time;
}
/**
 * For each member: the blob id of its `.pub` when its wrapped key was last written. `absent`: there was
 * no `.pub` then, or there is no wrapped key. `unknown`: history ends before.
 */
function publicKeysWhenWrapped(log, uuids) {
    return new Map([...uuids].map((uuid) => [uuid, log ? whenWrapped(log, uuid) : 'unknown']));
}
/**
 * Which wrapped keys were written after that of `own`, which every rotation writes: members who came,
 * or came again, since the last one. Who is not in the log is not said to be.
 */
function wrappedAfter(log, own, uuids) {
    const position = (uuid) => log?.findIndex(({ blobs }) => blobs.has(`secrets/${uuid}.kanuka`)) ?? -1;
    const ownPosition = position(own);
    return uuids.filter((uuid) => position(uuid) !== -1 && position(uuid) < ownPosition);
}
const WRAPPED_KEY = /^secrets\/[^/]+\.kanuka$/;
function whenWrapped(log, uuid) {
    const wrappedKey = `secrets/${uuid}.kanuka`;
    const written = log.findIndex(({ blobs }) => blobs.has(wrappedKey));
    const commit = log[written];
    if (commit?.blobs.get(wrappedKey) === undefined)
        return 'absent';
    if (commit.isCut)
        return 'unknown';
    const publicKey = `public_keys/${uuid}.pub`;
    // Where history was cut, the last commit shows all that it holds: that is not later than this.
    const before = log.slice(written).find(({ blobs }) => blobs.has(publicKey));
    return before?.blobs.get(publicKey) ?? 'absent';
}
// For each commit \x01, id, blank, time, line end, NUL, line end; then for each path
// `:<modes> <old id> <new id> <status>`, NUL, path, NUL. https://git-scm.com/docs/diff-format
function parseLog(output, folder, shallow) {
    const log = [];
    let blobs = new Map();
    for (let at = 0; at < output.length;) {
        const end = output.indexOf(0, at);
        if (end === -1)
            return undefined;
        const field = output.toString('latin1', at, end).trim();
        const [, id, seconds] = /^\x01([0-9a-f]+) (\d+)$/.exec(field) ?? [];
        if (id !== undefined) {
            blobs = new Map();
            log.push({ id, time: new Date(Number(seconds) * 1000), isCut: shallow.has(id), blobs });
            at = end + 1;
            continue;
        }
        const [, blob = '', status] = /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) ([A-Z])\d*$/.exec(field) ?? [];
        const pathEnd = output.indexOf(0, end + 1);
        if (status === undefined || pathEnd === -1)
            return undefined;
        const path = output.toString('utf8', end + 1, pathEnd);
        blobs.set(path.slice(folder.length), status === 'D' ? undefined : blob);
        at = pathEnd + 1;
    }
    return log;
}


/***/ }),

/***/ 7623:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ appendToAuditLog),
/* harmony export */   O: () => (/* binding */ readAuditLog),
/* harmony export */   keyMadeAt: () => (/* binding */ keyMadeAt)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7728);
// .kanuka/audit.jsonl: who did what to a store, one JSON object a line, only ever added to. Owns how
// a line is written and read. Whoever may commit can write lines too: a log claims, it proves nothing.

const NEWLINE = 0x0a;
const MIN_LINE_BYTES = '{"ts":"2026-01-02T03:04:05Z","op":"x"}'.length;
/** Far above what a store's list of files takes; bounds the memory for hostile nesting. */
const MAX_LINE_BYTES = 1024 * 1024;
/** What the clocks of two machines may differ by. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;
const KEY_MAKERS = ['init', 'sync', 'revoke'];
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;
// As Go's encoding/json reads them: missing and null are empty, a wrong type spoils the line.
const TextSchema = valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), '');
const LineSchema = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    ts: valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    op: valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .nonEmpty */ .hq()),
    user: TextSchema,
    uuid: TextSchema,
    target_uuid: TextSchema,
    target_user: TextSchema,
});
/**
 * The log with one more line per entry. What was there stays byte for byte, whatever its line ends;
 * a missing last newline is added first.
 */
function appendToAuditLog(log, entries) {
    const existing = log ?? new Uint8Array();
    const isCutOff = entries.length > 0 && existing.length > 0 && existing.at(-1) !== NEWLINE;
    const lines = entries.map((entry) => `${formatEntry(entry)}\n`);
    return Buffer.concat([existing, Buffer.from(`${isCutOff ? '\n' : ''}${lines.join('')}`)]);
}
/** Lines that can be read, in order. Bad ones are skipped, as the CLI does. */
function readAuditLog(log) {
    return [...linesOf(log)];
}
/**
 * When the store's symmetric key was made, as the log claims. A revocation makes a new key without
 * a line for the `sync`; `rotate` is about a member's own key pair. A line from the future, which
 * would keep the key young for ever, does not count.
 */
function keyMadeAt(log, now) {
    const latest = now.getTime() + CLOCK_SKEW_MS;
    let newest;
    for (const { op, time } of linesOf(log ?? new Uint8Array())) {
        if (!KEY_MAKERS.includes(op) || time.getTime() > latest)
            continue;
        if (newest === undefined || time > newest)
            newest = time;
    }
    return newest;
}
function formatEntry(entry) {
    const always = [
        // The CLI writes microseconds, which a Date does not have.
        ['ts', entry.time.toISOString().replace('Z', '000Z')],
        ['user', entry.user],
        ['uuid', entry.uuid],
        ['op', entry.op],
    ];
    const optional = [
        ['files', entry.files ?? []],
        ['target_user', entry.targetUser ?? ''],
        ['target_uuid', entry.targetUuid ?? ''],
        ['device', entry.device ?? ''],
        ['users_count', entry.usersCount ?? 0],
        ['files_count', entry.filesCount ?? 0],
        ['removed_count', entry.removedCount ?? 0],
        ['mode', entry.mode ?? ''],
        ['output_path', entry.outputPath ?? ''],
        ['project_name', entry.projectName ?? ''],
        ['project_uuid', entry.projectUuid ?? ''],
        ['device_name', entry.deviceName ?? ''],
    ];
    const fields = [...always, ...optional.filter(([, value]) => !isEmpty(value))];
    return `{${fields.map(([name, value]) => `"${name}":${formatValue(value)}`).join(',')}}`;
}
function isEmpty(value) {
    return typeof value === 'number' ? value === 0 : value.length === 0;
}
function formatValue(value) {
    if (typeof value === 'number')
        return String(value);
    return typeof value === 'string' ? formatText(value) : `[${value.map(formatText).join(',')}]`;
}
// As Go's encoding/json writes it, so that our lines and the CLI's are alike.
function formatText(text) {
    const pieces = text.split(/\p{Surrogate}/u).map((piece) => JSON.stringify(piece).slice(1, -1));
    const escaped = pieces.join('\\ufffd').replace(/[<>&\u2028\u2029]/g, escapeAsGo);
    return `"${escaped}"`;
}
function escapeAsGo(character) {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
// One line at a time: a log can be larger than the longest string.
function* linesOf(log) {
    const bytes = Buffer.from(log.buffer, log.byteOffset, log.byteLength);
    let start = 0;
    while (start < bytes.length) {
        const newline = bytes.indexOf(NEWLINE, start);
        const end = newline === -1 ? bytes.length : newline;
        const length = end - start;
        // Millions of lines that cannot be any cost nothing this way.
        if (length >= MIN_LINE_BYTES && length <= MAX_LINE_BYTES) {
            const line = readLine(bytes.toString('utf8', start, end));
            if (line !== undefined)
                yield line;
        }
        start = end + 1;
    }
}
function readLine(text) {
    const parsed = valibot__WEBPACK_IMPORTED_MODULE_0__/* .safeParse */ .xLC(LineSchema, parseObject(text), { abortEarly: true });
    if (!parsed.success)
        return undefined;
    const { ts, op, user, uuid, target_uuid: targetUuid, target_user: targetUser } = parsed.output;
    const time = readTime(ts);
    if (time === undefined)
        return undefined;
    return {
        time,
        op,
        user,
        uuid,
        ...(targetUuid !== '' && { targetUuid }),
        ...(targetUser !== '' && { targetUser }),
    };
}
function parseObject(text) {
    // An error is slow to make, and a hostile log can have millions of such lines.
    if (!/^\s*\{/.test(text))
        return undefined;
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function readTime(text) {
    if (!UTC.test(text))
        return undefined;
    const time = new Date(text);
    if (Number.isNaN(time.getTime()))
        return undefined;
    // JavaScript makes the 2nd of March of a 30th of February.
    return time.toISOString().startsWith(text.slice(0, 19)) ? time : undefined;
}


/***/ }),

/***/ 8199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ nearWord)
/* harmony export */ });
// The word that was most likely meant by a mistyped one. Knows no list of words, and says nothing itself.
/** Longer than any name of ours: what is longer is no slip of the keyboard. */
const LONGEST_WORD = 64;
/** The checkout decides how many names there are. */
const MOST_WORDS = 5000;
/** The nearest known word, if one is near enough. Case does not count, nor whether it is `_` or `-`. */
function nearWord(given, known) {
    if (given.length > LONGEST_WORD)
        return undefined;
    const from = plain(given);
    // One less than its length: a word of which no letter is left is another word.
    const allowed = Math.min(from.length - 1, from.length < 5 ? 1 : Math.max(2, from.length / 3));
    let best;
    for (const word of [...known].slice(0, MOST_WORDS)) {
        if (Math.abs(word.length - from.length) > allowed)
            continue;
        const edits = editsBetween(from, plain(word));
        if (edits <= allowed && edits < (best?.edits ?? Infinity))
            best = { word, edits };
    }
    return best?.word;
}
function plain(word) {
    return word.toLowerCase().replaceAll('_', '-');
}
/** Characters to add, drop, change or swap with their neighbour. */
function editsBetween(one, other) {
    let before = [];
    let above = [...Array(other.length + 1).keys()];
    for (let i = 1; i <= one.length; i += 1) {
        const row = [i];
        for (let j = 1; j <= other.length; j += 1) {
            const change = one[i - 1] === other[j - 1] ? 0 : 1;
            const swaps = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
            row[j] = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + change, swaps ? (before[j - 2] ?? 0) + 1 : Infinity);
        }
        before = above;
        above = row;
    }
    return above[other.length] ?? 0;
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


/***/ })

};
