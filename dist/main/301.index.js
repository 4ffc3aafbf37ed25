export const id = 301;
export const ids = [301];
export const modules = {

/***/ 3029:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $y: () => (/* binding */ notAFile),
/* harmony export */   FK: () => (/* binding */ stageArchive),
/* harmony export */   Ir: () => (/* binding */ refuseTaken),
/* harmony export */   MQ: () => (/* binding */ publishArchive),
/* harmony export */   Vu: () => (/* binding */ stagingPath),
/* harmony export */   pl: () => (/* binding */ readStaged),
/* harmony export */   vf: () => (/* binding */ discard)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5650);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1250);
// An archive as a file on disk: written aside and flushed, read back, and given its name only when it
// has been found true. Knows bytes and paths; what is in them is pack.ts's and sealing.ts's.





const CHUNK_BYTES = 1024 * 1024;
/** Where the bytes of an archive wait: beside its place, with a name of its own. */
function stagingPath({ path }) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path), `.kanuka-staged-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString('hex')}`);
}
/**
 * Writes all chunks and flushes them. The folder is there.
 * @throws ActionError WRITE_FAILED; whatever the chunks throw. Nothing is left then
 */
async function stageArchive(target, path, chunks) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    const file = attempt(target, () => node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync(path, 'wx', 0o600));
    let size = 0;
    try {
        for await (const chunk of chunks) {
            hash.update(chunk);
            attempt(target, () => writeWhole(file, chunk));
            size += chunk.length;
        }
        attempt(target, () => node_fs__WEBPACK_IMPORTED_MODULE_1__.fsyncSync(file));
    }
    catch (error) {
        node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync(file);
        discard(path);
        throw error;
    }
    node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync(file);
    return { target, path, sha256: hash.digest('hex'), size };
}
function writeWhole(file, chunk) {
    let written = 0;
    while (written < chunk.length)
        written += node_fs__WEBPACK_IMPORTED_MODULE_1__.writeSync(file, chunk, written);
}
/** The bytes of a staged archive, as the disk has them now. @throws ActionError ARCHIVE_UNTRUE, FILE_UNREADABLE */
async function* readStaged(staged) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    for await (const chunk of readChunks(staged.path, staged.target.shown)) {
        hash.update(chunk);
        yield chunk;
    }
    if (hash.digest('hex') !== staged.sha256) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('ARCHIVE_UNTRUE', {
            what: `${staged.target.shown} was read back, and other bytes came than were written`,
            where: { file: staged.target.shown },
            fix: 'Write it to another disk.',
        });
    }
}
async function* readChunks(path, shown) {
    let file;
    try {
        file = node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync(path, 'r');
        for (;;) {
            const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
            const length = node_fs__WEBPACK_IMPORTED_MODULE_1__.readSync(file, buffer);
            if (length === 0)
                return;
            yield buffer.subarray(0, length);
            await (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .breathe */ .q7)();
        }
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ || (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .errorCode */ .CA)(error) === 'unknown')
            throw error;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('FILE_UNREADABLE', {
            what: `${shown} cannot be read (${(0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .errorCode */ .CA)(error)})`,
            where: { file: shown },
            fix: 'Check its permissions, and that no other step removes it.',
        });
    }
    finally {
        if (file !== undefined)
            node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync(file);
    }
}
/**
 * Gives the archive its name.
 * @returns same: a file with the very bytes had the name already
 * @throws ActionError ARCHIVE_EXISTS, ARCHIVE_PLACE, WRITE_FAILED
 */
async function publishArchive(staged) {
    const { target, path } = staged;
    const published = await refuseTaken(target, staged);
    if (published === 'same') {
        discard(path);
        return 'same';
    }
    const isNew = published === 'new';
    attempt(target, () => (isNew ? linkNew(staged) : node_fs__WEBPACK_IMPORTED_MODULE_1__.renameSync(path, target.path)));
    attempt(target, () => syncFolder((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(target.path)));
    return published;
}
/**
 * What giving the name to an archive with these bytes comes to.
 * @throws ActionError ARCHIVE_EXISTS, ARCHIVE_PLACE
 */
async function refuseTaken(target, { sha256, size }) {
    const stats = attempt(target, () => (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .statOf */ ._N)(target.path));
    if (!stats)
        return 'new';
    if (!stats.isFile())
        throw notAFile(target);
    if (stats.size === size && (await digestOf(target)) === sha256)
        return 'same';
    if (!target.mayReplace)
        throw exists(target);
    return 'replaced';
}
function notAFile({ shown }) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('ARCHIVE_PLACE', {
        what: `${shown} exists and is no regular file (a folder or a link), so it is not replaced`,
        where: { file: shown },
        fix: 'Remove it, or name another path in `archive`.',
    });
}
function exists({ shown }) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('ARCHIVE_EXISTS', {
        what: `${shown} exists already, with other contents`,
        where: { file: shown },
        fix: 'Put `{date}` or `{time}` into `archive`, or remove the file: only one whose name holds the date of today is replaced.',
    });
}
// A link refuses a name that somebody took in the meantime; a rename would replace what is there.
function linkNew({ path, target }) {
    try {
        node_fs__WEBPACK_IMPORTED_MODULE_1__.linkSync(path, target.path);
        node_fs__WEBPACK_IMPORTED_MODULE_1__.unlinkSync(path);
    }
    catch (error) {
        if ((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .errorCode */ .CA)(error) === 'EEXIST')
            throw exists(target);
        // A file system without hard links.
        if ((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .statOf */ ._N)(target.path))
            throw error;
        node_fs__WEBPACK_IMPORTED_MODULE_1__.renameSync(path, target.path);
    }
}
async function digestOf({ path, shown }) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    for await (const chunk of readChunks(path, shown))
        hash.update(chunk);
    return hash.digest('hex');
}
function syncFolder(folder) {
    // Windows has no handles of folders.
    if (process.platform === 'win32')
        return;
    const handle = node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync(folder, 'r');
    try {
        node_fs__WEBPACK_IMPORTED_MODULE_1__.fsyncSync(handle);
    }
    finally {
        node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync(handle);
    }
}
/** Removes what was staged, if it is still there and the disk lets us: else post does. */
function discard(path) {
    try {
        node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync(path, { force: true });
    }
    catch {
        // What made the writing fail is what is told.
    }
}
function attempt({ shown }, work) {
    try {
        return work();
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ)
            throw error;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('WRITE_FAILED', {
            what: `${shown} could not be written (${(0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .errorCode */ .CA)(error)})`,
            where: { file: shown },
            fix: 'Make its folder writable for the runner, with enough free space, or name another place in `archive`.',
        });
    }
}


/***/ }),

/***/ 6916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cz: () => (/* binding */ isArchivePath),
/* harmony export */   D_: () => (/* binding */ nameClash),
/* harmony export */   Sd: () => (/* binding */ MAX_ENTRIES),
/* harmony export */   Zl: () => (/* binding */ archiveOrder),
/* harmony export */   mw: () => (/* binding */ foldedName),
/* harmony export */   oA: () => (/* binding */ isExtraOfCli),
/* harmony export */   ub: () => (/* binding */ fileLimit),
/* harmony export */   z9: () => (/* binding */ pathProblem)
/* harmony export */ });
/* harmony import */ var _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7173);
// Which files a backup holds, in which order, and which names are never packed or unpacked. By names
// alone: nothing is read.

const MAX_ENTRIES = 100_000;
const MAX_PART_BYTES = 255;
/** What macOS takes; it also bounds what the names of an archive need in memory. */
const MAX_PATH_BYTES = 1024;
/** A file that a backup holds. The log stays where it is: it tells of the checkout, not of the secrets. */
function isArchivePath(path) {
    return path !== _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .AUDIT_FILE */ .v2 && (0,_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .isLayoutPath */ .Yr)(path);
}
/** What Kanuka's CLI packs too, though no store has it: `.env.kanuka.bak`. */
function isExtraOfCli(path) {
    const parts = path.split('/');
    if (parts.includes(_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .STORE_FOLDER */ .dB))
        return false;
    return (parts.at(-1) ?? '').includes('.env') && path.includes(_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .CIPHERTEXT_SUFFIX */ .LS);
}
/** The largest file that is packed or unpacked under this path. */
function fileLimit(path) {
    if (path === _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .CONFIG_FILE */ .g2)
        return _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .MAX_CONFIG_BYTES */ .GW;
    return path.startsWith(`${_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .STORE_FOLDER */ .dB}/`) ? _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .MAX_KEY_FILE_BYTES */ .Qn : _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .MAX_SECRET_FILE_BYTES */ .J4;
}
/** The order of Kanuka's CLI: config.toml, public keys, wrapped keys, secret files as a walk meets them. */
function archiveOrder(paths) {
    const ranked = paths.map((path) => ({ path, rank: rankOf(path), key: walkKey(path) }));
    const sorted = ranked.toSorted((a, b) => a.rank - b.rank || Buffer.compare(a.key, b.key));
    return sorted.map(({ path }) => path);
}
function rankOf(path) {
    if (path === _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .CONFIG_FILE */ .g2)
        return 0;
    if (path.startsWith(`${_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .PUBLIC_KEYS_FOLDER */ .oI}/`))
        return 1;
    return path.startsWith(`${_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .WRAPPED_KEYS_FOLDER */ .Ux}/`) ? 2 : 3;
}
// A walk finishes the folder `deep` before it comes to `deep.env.kanuka`.
function walkKey(path) {
    return Buffer.from(path.replaceAll('/', '\0'));
}
// `\p{Surrogate}` finds those that stand alone: no file system gave them, and no archive holds them.
const PROBLEMS = [
    [/[\n\r\u2028\u2029]/, 'has a line end in its name'],
    [/\0/, 'has a NUL in its name'],
    [/[\u0001-\u001f\u007f-\u009f]/, 'has control characters in its name'],
    [
        /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
        'has characters in its name that turn the reading direction',
    ],
    [/\ufffd|\p{Surrogate}/u, 'has a name that is not UTF-8'],
    [/\\/, 'has a backslash in its name'],
    [/^(\/|[a-z]:)/i, 'is an absolute path'],
    [/(^|\/)\.\.(\/|$)/, 'leads out of the store'],
    [/\/$/, 'is a folder'],
    [/(^|\/)\.?(\/|$)/, 'has an empty part in its path'],
];
/**
 * Why a path (relative, with `/`) is neither packed nor unpacked, as the end of a sentence; undefined when
 * nothing is wrong with it. Whether the layout has such a file is another question.
 */
function pathProblem(path) {
    // First, so that the patterns below are never given more.
    if (Buffer.byteLength(path) > MAX_PATH_BYTES)
        return `has a path over ${MAX_PATH_BYTES} bytes`;
    const found = PROBLEMS.find(([pattern]) => pattern.test(path));
    if (found)
        return found[1];
    if (isInGitFolder(path))
        return 'is inside a `.git` folder';
    if (isInOtherStoreFolder(path))
        return 'is inside `.kanuka` where case does not count';
    const isLong = path.split('/').some((part) => Buffer.byteLength(part) > MAX_PART_BYTES);
    return isLong ? `has a name over ${MAX_PART_BYTES} bytes` : undefined;
}
// `.git` under all the names that file systems of macOS and Windows take for it.
function isInGitFolder(path) {
    const visible = path.replace(/\p{Default_Ignorable_Code_Point}+/gu, '').toLowerCase();
    return visible.split('/').some((part) => {
        if (!part.startsWith('.git') && !part.startsWith('git~'))
            return false;
        const name = withoutTail(part.split(':')[0] ?? '');
        return name === '.git' || /^git~\d+$/.test(name);
    });
}
function isInOtherStoreFolder(path) {
    const given = path.split('/');
    const folded = foldedName(path).split('/');
    return folded.some((part, index) => part === FOLDED_STORE && given[index] !== _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .STORE_FOLDER */ .dB);
}
// One key for all the names that are one file on some disk: by case, by Unicode form, by the end that
// Windows drops.
function foldedName(path) {
    const upper = path.toLowerCase().toUpperCase().normalize('NFC');
    return /[ .](\/|$)/.test(upper) ? upper.split('/').map(withoutTail).join('/') : upper;
}
// Without the dots and blanks at the end. A pattern would try each of many dots as a beginning.
function withoutTail(name) {
    let end = name.length;
    while (end > 0 && ' .'.includes(name.charAt(end - 1)))
        end -= 1;
    return name.slice(0, end);
}
const FOLDED_STORE = foldedName(_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_0__/* .STORE_FOLDER */ .dB);
/** Which of the paths cannot stand beside each other on every disk, as a sentence; undefined when all can. */
function nameClash(paths) {
    // With `/` before everything else, what clashes stands side by side: a file before what is below it.
    const keyed = paths.map((path) => ({ path, key: foldedName(path).split('/').join('\0') }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
    for (const [index, { path, key }] of keyed.entries()) {
        const next = keyed[index + 1];
        if (next === undefined)
            break;
        if (next.path === path)
            return `${path} is there twice`;
        if (next.key === key)
            return `${path} and ${next.path} are one file on some disks`;
        if (next.key.startsWith(`${key}\0`))
            return `${path} is a file, and the folder of ${next.path}`;
    }
    return undefined;
}


/***/ }),

/***/ 690:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  b: () => (/* binding */ unpackArchive)
});

// EXTERNAL MODULE: ./kanuka/layout.js
var layout = __webpack_require__(7173);
// EXTERNAL MODULE: ./platform/printable.js
var printable = __webpack_require__(9298);
// EXTERNAL MODULE: ./archive/entries.js
var entries = __webpack_require__(6916);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./platform/files.js
var files = __webpack_require__(1250);
// EXTERNAL MODULE: ./errors.js
var errors = __webpack_require__(5650);
;// CONCATENATED MODULE: ./archive/refusals.js
// The errors of reading an archive. Names from inside it are shortened and made printable here.

const FETCH_AGAIN = 'Fetch the archive again and compare its SHA-256 with the one that was given out when it was made, or take an older one.';
/** @param what a sentence that names the archive */
function damaged(what, fix = FETCH_AGAIN) {
    return new errors/* ActionError */.lZ('ARCHIVE_DAMAGED', { what, fix });
}
function unsafe(what) {
    return new errors/* ActionError */.lZ('ARCHIVE_UNSAFE', {
        what,
        fix: 'Do not use this archive before you know where it comes from. If it was packed by hand, pack it with `export`.',
    });
}
function tooLarge(what) {
    return new errors/* ActionError */.lZ('ARCHIVE_TOO_LARGE', {
        what,
        fix: 'Look where the archive comes from. A store of such a size has to be split.',
    });
}
function incomplete(what) {
    return new errors/* ActionError */.lZ('ARCHIVE_INCOMPLETE', {
        what,
        fix: 'Name an archive that `export` or `kanuka secrets export` made.',
    });
}

;// CONCATENATED MODULE: ./archive/gunzip.js
// Takes off the gzip of an archive, as a stream of bounded size: exactly one member, whole, with nothing
// behind it. Knows nothing of tar.






/** The files of the largest store, each with two headers and padding. */
const MAX_UNPACKED_BYTES = layout/* MAX_SELECTED_BYTES */.rA + entries/* MAX_ENTRIES */.Sd * 2048;
const MAX_RATIO = 100;
/** A tar file of nothing but padding is not what the ratio is about. */
const RATIO_FLOOR = 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;
/** As much as tells a tar file. */
const HEAD_BYTES = 512;
/** @throws ActionError ARCHIVE_DAMAGED, ARCHIVE_TOO_LARGE; errors of `chunks` as they are */
async function* gunzip(chunks, shown) {
    const packed = new PackedBytes(chunks, shown);
    const engine = (0,external_node_zlib_.createGunzip)({ chunkSize: CHUNK_BYTES });
    const source = external_node_stream_.Readable.from(packed.checked());
    const closed = new Promise((resolve) => {
        source.once('close', resolve);
    });
    // Errors of both arrive in the loop, as the pipeline ends the engine with them.
    (0,external_node_stream_.pipeline)(source, engine, () => { });
    let unpacked = 0;
    try {
        for await (const part of engine) {
            unpacked += part.length;
            if (unpacked > Math.max(RATIO_FLOOR, packed.length * MAX_RATIO)) {
                throw tooLarge(`${shown} unpacks to over ${MAX_RATIO} times its size, which no ciphertext does`);
            }
            if (unpacked > MAX_UNPACKED_BYTES)
                throw tooLarge(`${shown} unpacks to over 1 GiB`);
            yield part;
        }
    }
    catch (error) {
        if (!(0,files/* errorCode */.CA)(error).startsWith('Z_'))
            throw error;
        throw damaged((0,files/* errorCode */.CA)(error) === 'Z_BUF_ERROR'
            ? `${shown}: the gzip data ends in the middle`
            : `${shown}: the gzip data is damaged`);
    }
    finally {
        // What reads the chunks must not go on when nobody waits for it any more.
        engine.destroy();
        await closed;
    }
    // The engine reads on in a second member and ignores what follows a zero byte. The last four bytes
    // are the length of the last member.
    if (engine.bytesWritten !== packed.length || packed.statedLength() !== unpacked % 2 ** 32) {
        throw damaged(`${shown} has bytes after the end of its gzip data`);
    }
    if (unpacked === 0)
        throw damaged(`${shown} holds nothing`);
}
class PackedBytes {
    length = 0;
    #chunks;
    #shown;
    #tail = Buffer.alloc(0);
    constructor(chunks, shown) {
        this.#chunks = chunks;
        this.#shown = shown;
    }
    /** The chunks, counted, if they start as gzip does. */
    async *checked() {
        let head = Buffer.alloc(0);
        for await (const chunk of this.#chunks) {
            this.#count(chunk);
            if (head === undefined) {
                yield chunk;
                continue;
            }
            // A chunk may be the whole archive: it is not copied.
            head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
            if (head.length < HEAD_BYTES)
                continue;
            this.#checkStart(head);
            yield head;
            head = undefined;
        }
        if (head === undefined)
            return;
        this.#checkStart(head);
        yield head;
    }
    statedLength() {
        return this.#tail.readUInt32LE();
    }
    #count(chunk) {
        this.length += chunk.length;
        this.#tail = Buffer.concat([this.#tail, chunk.subarray(-4)]).subarray(-4);
    }
    #checkStart(head) {
        if (head[0] === 0x1f && head[1] === 0x8b)
            return;
        const what = kindOf(Buffer.from(head));
        throw damaged(`${this.#shown} is ${what}`, 'A backup is a gzip-compressed tar file, as `export` and `kanuka secrets export` make it. If this one was packed again, unpack it first.');
    }
}
function kindOf(head) {
    if (head.length === 0)
        return 'an empty file';
    if (head.subarray(0, 2).toString('latin1') === 'PK')
        return 'a zip file, not a gzip tar';
    if (head.subarray(257, 262).toString('latin1') === 'ustar')
        return 'a tar file without gzip';
    return 'no gzip tar';
}

// EXTERNAL MODULE: ../node_modules/tar/dist/esm/header.js + 2 modules
var esm_header = __webpack_require__(1490);
;// CONCATENATED MODULE: ./archive/byte-source.js
// A stream of bytes that is read in pieces of a wanted length.

class ByteSource {
    #chunks;
    #shown;
    #chunk = new Uint8Array(0);
    constructor(chunks, shown) {
        this.#chunks = chunks[Symbol.asyncIterator]();
        this.#shown = shown;
    }
    /** Exactly so many bytes. @throws ActionError ARCHIVE_DAMAGED if there are less */
    async take(length) {
        // Not touched before it is filled, so a size that is not true costs no memory.
        const bytes = Buffer.allocUnsafeSlow(length);
        let filled = 0;
        while (filled < length) {
            const part = await this.#next(length - filled);
            bytes.set(part, filled);
            filled += part.length;
        }
        return bytes;
    }
    async drop(length) {
        for (let left = length; left > 0;)
            left -= (await this.#next(left)).length;
    }
    async isZeroToEnd() {
        do {
            if (this.#chunk.some((byte) => byte !== 0))
                return false;
        } while (await this.#fetch());
        return true;
    }
    async close() {
        await this.#chunks.return?.();
    }
    async #next(limit) {
        while (this.#chunk.length === 0) {
            if (!(await this.#fetch()))
                throw damaged(`${this.#shown}: the tar data ends in the middle`);
        }
        const part = this.#chunk.subarray(0, limit);
        this.#chunk = this.#chunk.subarray(part.length);
        return part;
    }
    async #fetch() {
        const { done, value } = await this.#chunks.next();
        if (done === true)
            return false;
        this.#chunk = value;
        return true;
    }
}

;// CONCATENATED MODULE: ./archive/pax-header.js
// The extended header of one entry: records of `length key=value`, of which only the path is of use.


// What other programs write and what changes neither the name nor the content of a file.
const HARMLESS = /^([acm]time|[ug]id|[ug]name|comment|LIBARCHIVE\.creationtime|(LIBARCHIVE|SCHILY)\.xattr\..+|SCHILY\.(dev|ino|nlink|fflags|acl\..+))$/s;
/** @throws ActionError ARCHIVE_DAMAGED, or ARCHIVE_UNSAFE for a key that could mean another content */
function paxPath(content, shown) {
    const records = new Map();
    for (let rest = content; rest.length > 0;) {
        const record = firstRecord(rest);
        if (record === undefined || records.has(record.key)) {
            throw damaged(`${shown}: an extended header is not well-formed`);
        }
        if (record.key !== 'path' && !HARMLESS.test(record.key)) {
            throw unsafe(`${shown}: an extended header has the key ${(0,printable/* cell */.Hn)(record.key)}`);
        }
        records.set(record.key, record.value);
        rest = rest.subarray(record.length);
    }
    return records.get('path');
}
function firstRecord(bytes) {
    const [digits = ''] = /^[1-9]\d{0,6} /.exec(bytes.toString('latin1', 0, 8)) ?? [];
    const length = Number(digits);
    if (length <= digits.length || bytes[length - 1] !== 0x0a)
        return undefined;
    const text = bytes.toString('utf8', digits.length, length - 1);
    const equals = text.indexOf('=');
    if (equals < 1)
        return undefined;
    return { length, key: text.slice(0, equals), value: text.slice(equals + 1) };
}

;// CONCATENATED MODULE: ./archive/tar-reader.js
// Reads a tar file strictly: every block is either understood or refused. The `tar` package decodes the
// headers. Its parser is not used: it gets out of an archive what it can (it skips entries of unknown
// kinds, keys of extended headers that it does not know, and whatever follows the end), and what two
// readers may read in two ways has no place in a backup.





const BLOCK = 512;
const ZEROS = Buffer.alloc(BLOCK);
/** Of an extended header: a path, times, and attributes of a file on macOS. */
const MAX_EXTENDED_BYTES = 64 * 1024;
/**
 * The wanted regular files, one at a time. Only when the generator has ended was the whole archive seen.
 * @throws ActionError ARCHIVE_DAMAGED, ARCHIVE_UNSAFE, ARCHIVE_TOO_LARGE; errors of `chunks` as they are
 */
async function* readTar(chunks, { shown, wants }) {
    const source = new ByteSource(chunks, shown);
    try {
        for await (const entry of entriesOf(source, shown)) {
            if (wants(entry))
                yield { ...entry, bytes: await source.take(entry.size) };
            else
                await source.drop(entry.size);
            await source.drop(paddingOf(entry.size));
        }
        await checkEnd(source, shown);
    }
    finally {
        await source.close();
    }
}
/** The header of each file; the caller takes the content before it asks for the next one. */
async function* entriesOf(source, shown) {
    let extended;
    for (let isFirst = true;; isFirst = false) {
        const block = await source.take(BLOCK);
        if (block.equals(ZEROS))
            break;
        const header = decode(block, { shown, isFirst });
        const kind = String.fromCharCode(block[TYPE] ?? 0);
        if (kind === 'x' || kind === 'L') {
            if (extended !== undefined)
                throw damaged(`${shown}: an entry has two extended headers`);
            const content = await takeExtended(source, header.size, shown);
            extended = { path: kind === 'x' ? paxPath(content, shown) : gnuPath(content) };
            continue;
        }
        const path = extended?.path ?? header.path;
        extended = undefined;
        if (kind !== '0' && kind !== '\0')
            throw unsafe(`${shown}: ${(0,printable/* cell */.Hn)(path)} ${kindProblem(kind)}`);
        if (header.modified === undefined)
            throw unreadable(shown, 'time');
        yield { path, size: header.size, modified: header.modified };
    }
    if (extended !== undefined)
        throw damaged(`${shown}: an extended header belongs to no entry`);
}
async function checkEnd(source, shown) {
    // The first of the two blocks that end a tar file was read.
    if (!(await source.take(BLOCK)).equals(ZEROS) || !(await source.isZeroToEnd())) {
        throw damaged(`${shown} has bytes after the end of its tar data`);
    }
}
async function takeExtended(source, size, shown) {
    if (size > MAX_EXTENDED_BYTES) {
        throw tooLarge(`${shown}: an extended header is over ${MAX_EXTENDED_BYTES} bytes long`);
    }
    const padded = await source.take(size + paddingOf(size));
    return padded.subarray(0, size);
}
function gnuPath(content) {
    return content.toString().replace(/\0$/, '');
}
function paddingOf(size) {
    return (BLOCK - (size % BLOCK)) % BLOCK;
}
const SIZE = { at: 124, length: 12 };
const TYPE = 156;
const MAGIC = { at: 257, length: 8 };
const LINK = { at: 157, length: 100 };
const NAME = { at: 0, length: 100 };
const PREFIX = { at: 345, length: 155 };
/** Behind the prefix; other forms of tar keep fields here. */
const REST = { at: 500, length: 12 };
const USTAR = 'ustar\x0000';
const GNU = 'ustar  \0';
const BEFORE_USTAR = '\0'.repeat(8);
function decode(block, { shown, isFirst }) {
    let header;
    try {
        header = new esm_header/* Header */.Y(block);
    }
    catch {
        // It fails on nothing but numbers in binary form.
        throw isFirst ? noTar(shown) : unreadable(shown, 'number');
    }
    if (!header.cksumValid) {
        throw isFirst ? noTar(shown) : damaged(`${shown}: a tar header has a wrong checksum`);
    }
    checkForm(block, shown);
    const { path = '', mtime } = header;
    const isTime = mtime !== undefined && !Number.isNaN(mtime.getTime());
    return { path, size: sizeIn(block, shown), modified: isTime ? mtime : undefined };
}
function textOf(block, { at, length }) {
    return block.toString('latin1', at, at + length);
}
// Where the reader of the header and other readers could find different names.
function checkForm(block, shown) {
    const magic = textOf(block, MAGIC);
    if (![USTAR, GNU, BEFORE_USTAR].includes(magic)) {
        throw damaged(`${shown}: a tar header is of an unknown form`);
    }
    const texts = [NAME, LINK, ...(magic === USTAR ? [PREFIX] : [])];
    const hasHidden = texts.some((field) => /\0[^\0]/.test(textOf(block, field)));
    if (hasHidden)
        throw unsafe(`${shown}: an entry has a NUL in its name`);
    if (magic === USTAR && /[^\0]/.test(textOf(block, REST))) {
        throw damaged(`${shown}: a tar header is of an unknown form`);
    }
}
// The library stops at the first character that is no digit, and gives folders no size.
function sizeIn(block, shown) {
    if (block[SIZE.at] === 0x80)
        throw tooLarge(`${shown}: an entry states a size of over 8 GiB`);
    const [, digits] = /^ *([0-7]+)[ \0]*$/.exec(textOf(block, SIZE)) ?? [];
    if (digits === undefined)
        throw unreadable(shown, 'size');
    return Number.parseInt(digits, 8);
}
function noTar(shown) {
    return damaged(`${shown} is no gzip tar: what it has packed is no tar file`);
}
function unreadable(shown, what) {
    return damaged(`${shown}: a tar header holds a ${what} that cannot be read`);
}
function kindProblem(kind) {
    const known = {
        '1': 'is a hard link',
        '2': 'is a symbolic link',
        '3': 'is a device',
        '4': 'is a device',
        '5': 'is a folder',
        '6': 'is a named pipe',
        K: 'is the name of a link',
        S: 'is a sparse file',
        g: 'is a header for all entries',
    };
    return known[kind] ?? 'is of an unknown kind';
}

;// CONCATENATED MODULE: ./archive/unpack.js
// From the bytes of an archive to the files of a store. Nothing but what a store has: any other entry
// refuses the whole archive. Keeps no file itself, and writes nothing.






/**
 * One file at a time. None may be used before the generator has ended: only then was everything checked.
 * @throws ActionError ARCHIVE_DAMAGED, ARCHIVE_UNSAFE, ARCHIVE_TOO_LARGE, ARCHIVE_INCOMPLETE; errors of
 * `chunks` as they are
 */
async function* unpackArchive(chunks, options) {
    const shown = (0,printable/* printable */.g$)(options.shown);
    const paths = [];
    const wants = (entry) => {
        checkEntry(entry, shown);
        paths.push(entry.path);
        if (paths.length > entries/* MAX_ENTRIES */.Sd)
            throw tooLarge(`${shown} has over ${entries/* MAX_ENTRIES */.Sd} entries`);
        if ((0,entries/* isArchivePath */.Cz)(entry.path))
            return true;
        options.skipped(entry.path);
        return false;
    };
    for await (const { path, bytes, modified } of readTar(gunzip(chunks, shown), { shown, wants })) {
        yield { path, bytes, modified };
    }
    checkTogether(paths, shown);
}
function checkEntry(entry, shown) {
    const { path } = entry;
    const problem = (0,entries/* pathProblem */.z9)(path);
    if (problem !== undefined)
        throw unsafe(`${shown}: ${(0,printable/* cell */.Hn)(path)} ${problem}`);
    if (!(0,entries/* isArchivePath */.Cz)(path) && !(0,entries/* isExtraOfCli */.oA)(path)) {
        throw unsafe(`${shown}: ${(0,printable/* cell */.Hn)(path)} is no file that a backup of a store has`);
    }
    const limit = (0,entries/* fileLimit */.ub)(path);
    if (entry.size > limit) {
        throw tooLarge(`${shown}: ${(0,printable/* cell */.Hn)(path)} is over ${(0,printable/* size */.Ej)(limit)}`);
    }
}
function checkTogether(paths, shown) {
    const clash = (0,entries/* nameClash */.D_)(paths);
    if (clash !== undefined)
        throw unsafe(`${shown}: ${(0,printable/* cell */.Hn)(clash)}`);
    const kept = paths.filter(entries/* isArchivePath */.Cz);
    if (!kept.includes(layout/* CONFIG_FILE */.g2))
        throw incomplete(`${shown} holds no ${layout/* CONFIG_FILE */.g2}`);
    if (kept.length === 1)
        throw incomplete(`${shown} holds neither keys nor secret files`);
}


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

/***/ 2679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ judgeSecretFile),
/* harmony export */   v: () => (/* binding */ judgeKeyFile)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7173);
/* harmony import */ var _kanuka_public_key_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3836);
/* harmony import */ var _platform_printable_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9298);
/* harmony import */ var _ciphertext_content_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6564);
/* harmony import */ var _private_key_blocks_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(594);
/* harmony import */ var _readable_text_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6314);
// Whether a file of a store may go into a backup, or come out of one: ciphertext and public keys may,
// readable text and private keys never. Judges one file by its bytes; shows nothing of it.







/** Of a secret file, by what can be told without a key. */
function judgeSecretFile(bytes) {
    const content = (0,_ciphertext_content_js__WEBPACK_IMPORTED_MODULE_3__/* .contentOf */ .$)(bytes);
    switch (content.kind) {
        case 'ciphertext':
            return judgeRandomness(bytes);
        case 'pointer':
            return damaged('is a pointer of Git LFS, not the file itself');
        case 'short':
            return content.isText
                ? exposed('holds readable text, no ciphertext')
                : damaged(`is ${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(bytes.length, 'byte')} long, too short for a ciphertext`);
        case 'conflict':
            // A merge of two ciphertexts is no text.
            return (0,_readable_text_js__WEBPACK_IMPORTED_MODULE_5__/* .readableText */ .G)(bytes) === undefined
                ? damaged('holds the conflict markers of a merge')
                : exposed('holds readable text, with the conflict markers of a merge');
        case 'text':
            return exposed('holds readable text, no ciphertext');
    }
}
/** In so many random bytes as there can be, one in a billion files has a run as long as these. */
const TEXT_RUN = 48;
const EQUAL_RUN = 16;
// Each byte of a ciphertext is as likely as any other: whatever shows a pattern is none.
function judgeRandomness(bytes) {
    if (isBinaryPrivateKey(bytes))
        return exposed('is a private key, no ciphertext');
    if (hasRun(bytes, TEXT_RUN, isCharacter)) {
        return exposed('holds readable text among other bytes, no ciphertext');
    }
    return hasRun(bytes, EQUAL_RUN, (byte, last) => byte === last)
        ? damaged('holds a run of equal bytes, as no ciphertext does: it was not written to its end')
        : undefined;
}
function isCharacter(byte) {
    return byte !== undefined && ((byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d));
}
// From the end of each possible run, so that most bytes are not looked at.
function hasRun(bytes, length, continues) {
    for (let start = 0; start + length <= bytes.length;) {
        const last = bytes[start + length - 1];
        let at = start + length - 1;
        while (at >= start && continues(bytes[at], last))
            at -= 1;
        if (at < start)
            return true;
        start = at + 1;
    }
    return false;
}
/** In DER, which is no text. */
function isBinaryPrivateKey(bytes) {
    if (bytes[0] !== 0x30 || bytes.length > _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .MAX_KEY_FILE_BYTES */ .Qn)
        return false;
    return ['pkcs8', 'pkcs1', 'sec1'].some((type) => {
        try {
            (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)({ key: bytes, format: 'der', type });
            return true;
        }
        catch {
            return false;
        }
    });
}
/**
 * Of config.toml, a public key or a wrapped key.
 * @param member whose key it is, as the store has them
 */
async function judgeKeyFile(path, bytes, member) {
    const text = (0,_readable_text_js__WEBPACK_IMPORTED_MODULE_5__/* .readableText */ .G)(bytes);
    const keys = await (0,_private_key_blocks_js__WEBPACK_IMPORTED_MODULE_4__/* .findPrivateKeys */ .$)(text ?? bytes.toString('latin1'));
    if (keys.length > 0 || isBinaryPrivateKey(bytes))
        return exposed('holds a private key');
    if (path === _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .CONFIG_FILE */ .g2)
        return undefined;
    if (path.endsWith(_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .PUBLIC_KEY_SUFFIX */ .YL)) {
        const problem = member && (0,_kanuka_public_key_js__WEBPACK_IMPORTED_MODULE_2__/* .publicKeyProblem */ .e)(member);
        return problem === undefined ? undefined : damaged(problem);
    }
    if (!path.startsWith(`${_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .WRAPPED_KEYS_FOLDER */ .Ux}/`))
        return undefined;
    if (text !== undefined && text !== '')
        return exposed('holds readable text, no wrapped key');
    const bits = member?.publicKey?.asymmetricKeyDetails?.modulusLength;
    const expected = bits === undefined ? undefined : Math.ceil(bits / 8);
    if (expected === undefined || bytes.length === expected)
        return undefined;
    return damaged(`has ${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(bytes.length, 'byte')}, where its public key makes ${expected}`);
}
function exposed(what) {
    return { kind: 'exposed', what };
}
function damaged(what) {
    return { kind: 'damaged', what };
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

/***/ 2404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ absolutePath),
/* harmony export */   T: () => (/* binding */ placeArchives)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _archive_archive_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3029);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5650);
/* harmony import */ var _git_repository_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5884);
/* harmony import */ var _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7173);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1250);
/* harmony import */ var _export_signature_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(1219);
// Where archives go: the `archive` input with its tokens, for each store. Looks only; writes nothing.
// The input is the workflow's word and may name any folder; what a checkout brings (the project's name,
// links, folders) may not lead anywhere else.









const TOKENS = ['date', 'time', 'commit', 'project'];
/** A target for each store. @throws ActionError ARCHIVE_PLACE */
async function placeArchives(stores, context) {
    const jobs = [];
    const taken = new Map();
    for (const store of stores) {
        const target = await targetOf(store, { ...context, isOnly: stores.length === 1 });
        // A disk may take two spellings for one name.
        const name = target.path.normalize('NFC').toLowerCase();
        if (taken.has(name))
            throw twice(target.shown);
        taken.set(name, store.path);
        jobs.push({ store, target });
    }
    return jobs;
}
async function targetOf(store, context) {
    const { inputs, workflow, now, isSealed, isOnly } = context;
    const given = inputs.archive.path ?? './';
    const filled = await fillTokens(given, store, context);
    const asked = absolutePath(workflow, filled);
    const date = dateOf(now);
    const name = `kanuka-secrets-${date}.tar.gz${isSealed ? '.gpg' : ''}`;
    // Several stores have one default name.
    const folder = isOnly || store.path === '.' ? asked : (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(asked, store.path);
    // By the input alone: what a project calls itself makes no file of a folder.
    const path = namesFolder(given, asked) ? (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, name) : asked;
    const shown = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_7__/* .shownPath */ .pS)(workflow.workspace.real, path);
    // A project may call itself by the date, too.
    const isDated = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(path).includes(date) && !store.config.projectName.includes(date);
    const target = { path, shown, mayReplace: isDated };
    refuseUnsafe(target, workflow);
    const stats = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_7__/* .statOf */ ._N)(path);
    if (stats && !stats.isFile())
        throw (0,_archive_archive_file_js__WEBPACK_IMPORTED_MODULE_3__/* .notAFile */ .$y)(target);
    refuseUnwritable(target);
    if (inputs.commit.signingKey && !isSealed)
        (0,_export_signature_js__WEBPACK_IMPORTED_MODULE_8__/* .refuseSignaturePlace */ .QJ)(target);
    return target;
}
/** UTC. */
function dateOf(now) {
    return now.toISOString().slice(0, 10);
}
async function fillTokens(given, store, { now, workflow }) {
    const unknown = [...given.matchAll(/\{([^{}]*)\}/g)].find(([, name = '']) => !isToken(name));
    if (unknown) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('ARCHIVE_PLACE', {
            what: `\`archive\` holds ${unknown[0]}, which is no token`,
            fix: `There are ${TOKENS.map((name) => `\`{${name}}\``).join(', ')}.`,
        });
    }
    const values = {
        date: dateOf(now),
        time: now.toISOString().slice(11, 19).replaceAll(':', ''),
        commit: given.includes('{commit}') ? await commitOf(store, workflow) : '',
        project: slug(store.config.projectName),
    };
    return given.replace(/\{(\w+)\}/g, (whole, name) => isToken(name) ? values[name] : whole);
}
function isToken(name) {
    return TOKENS.some((token) => token === name);
}
// Whoever may commit chooses the name of the project: it stays one harmless part of a path.
function slug(name) {
    const safe = name
        .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
        .replaceAll(/^[.-]+|[.-]+$/g, '')
        .slice(0, 64);
    return safe === '' ? 'store' : safe;
}
async function commitOf(store, { workspace }) {
    const commit = await (0,_git_repository_js__WEBPACK_IMPORTED_MODULE_5__/* .findRepository */ .W)(workspace.real, store.root)?.head();
    if (commit !== undefined)
        return commit.slice(0, 12);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('ARCHIVE_PLACE', {
        what: '`archive` holds {commit}, but the store is in no git checkout',
        fix: 'Use `{date}` and `{time}`, or run actions/checkout before this step.',
    });
}
/** Relative to the workspace; `~` is the home folder of the runner's user. */
function absolutePath({ workspace }, given) {
    if (given === '~' || given.startsWith('~/'))
        return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_1__.homedir)(), given.slice(1));
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(given) ? (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(given) : (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace.given, given);
    // The workspace itself may be named by a link.
    return (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_7__/* .isWithin */ .UO)(workspace.given, path)
        ? (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace.real, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(workspace.given, path))
        : path;
}
function namesFolder(given, path) {
    if (/[/\\]$/.test(given) || !(0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(given).includes('.'))
        return true;
    return (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_7__/* .statOf */ ._N)(path)?.isDirectory() === true;
}
function refuseUnsafe({ path, shown }, { workspace }) {
    if (!(0,_platform_files_js__WEBPACK_IMPORTED_MODULE_7__/* .isWithin */ .UO)(workspace.real, path))
        return;
    // Some disks do not tell case apart.
    const parts = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(workspace.real, path).toLowerCase().split(node_path__WEBPACK_IMPORTED_MODULE_2__.sep);
    const isInside = parts.includes('.git') || parts.includes(_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_6__/* .STORE_FOLDER */ .dB);
    if (!isInside && (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_7__/* .isFreeOfLinks */ .HQ)(workspace.real, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path)))
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('ARCHIVE_PLACE', {
        what: `${shown} ${isInside ? `is inside .git or ${_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_6__/* .STORE_FOLDER */ .dB}` : 'leads through a link of the checkout'}`,
        where: { file: shown },
        fix: 'Name another folder in `archive`, such as `${{ runner.temp }}/backups/`.',
    });
}
function refuseUnwritable(target) {
    let folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(target.path);
    while ((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_7__/* .statOf */ ._N)(folder) === undefined && (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(folder) !== folder)
        folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(folder);
    let why = 'is no folder';
    try {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(folder).isDirectory()) {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(folder, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.W_OK | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
            return;
        }
    }
    catch (error) {
        why = `cannot be written to (${(0,_platform_files_js__WEBPACK_IMPORTED_MODULE_7__/* .errorCode */ .CA)(error)})`;
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('ARCHIVE_PLACE', {
        what: `${target.shown} cannot be made: ${folder} ${why}`,
        where: { file: target.shown },
        fix: 'Name another folder in `archive`, one that the runner may write to.',
    });
}
function twice(shown) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('ARCHIVE_PLACE', {
        what: `two stores would be written to ${shown}`,
        fix: 'Put `{project}` into `archive`, or name a folder: each store then has its own path below it.',
    });
}


/***/ }),

/***/ 1219:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DB: () => (/* binding */ stageSignature),
/* harmony export */   QJ: () => (/* binding */ refuseSignaturePlace),
/* harmony export */   Rn: () => (/* binding */ refuseSigner),
/* harmony export */   qP: () => (/* binding */ publishSignature)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7075);
/* harmony import */ var _archive_archive_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3029);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5650);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1250);
// The signature of an archive that is not encrypted: beside it, as `<archive>.asc`. One that is encrypted
// has its signature inside.





const BEGIN = '-----BEGIN PGP SIGNATURE-----';
const MAX_BYTES = 64 * 1024;
// An earlier signature is of no use any more; whether it is one is looked at before.
function besides({ path, shown }) {
    return { path: `${path}.asc`, shown: `${shown}.asc`, mayReplace: true };
}
/** Before anything is packed. @throws ActionError SIGNING_KEY_INVALID */
async function refuseSigner({ signingKey, signingPassphrase }) {
    if (!signingKey)
        return;
    const { openSigningKey } = await __webpack_require__.e(/* import() */ 171).then(__webpack_require__.bind(__webpack_require__, 8171));
    await openSigningKey(signingKey, signingPassphrase);
}
/** Something else than a signature may be an archive in armor. @throws ActionError ARCHIVE_PLACE, ARCHIVE_EXISTS */
function refuseSignaturePlace(target) {
    const place = besides(target);
    const stats = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .statOf */ ._N)(place.path);
    if (!stats || isSignature(place))
        return;
    if (!stats.isFile())
        throw (0,_archive_archive_file_js__WEBPACK_IMPORTED_MODULE_2__/* .notAFile */ .$y)(place);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('ARCHIVE_EXISTS', {
        what: `${place.shown} exists already, and is no signature`,
        where: { file: place.shown },
        fix: 'The signature of the archive belongs there. Remove it, or name another path in `archive`.',
    });
}
function isSignature({ path }) {
    const read = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .readRegularFile */ .XF)(path, MAX_BYTES);
    return 'bytes' in read && read.bytes.toString('latin1').trimStart().startsWith(BEGIN);
}
/** @param path where it waits @returns undefined without a key @throws ActionError SIGNING_KEY_INVALID, WRITE_FAILED */
async function stageSignature(archive, path, { signingKey, signingPassphrase }) {
    if (!signingKey)
        return undefined;
    const { signDetached } = await __webpack_require__.e(/* import() */ 616).then(__webpack_require__.bind(__webpack_require__, 616));
    const text = await signDetached((0,_archive_archive_file_js__WEBPACK_IMPORTED_MODULE_2__/* .readStaged */ .pl)(archive), signingKey, signingPassphrase);
    const place = besides(archive.target);
    refuseSignaturePlace(archive.target);
    return (0,_archive_archive_file_js__WEBPACK_IMPORTED_MODULE_2__/* .stageArchive */ .FK)(place, path, node_stream__WEBPACK_IMPORTED_MODULE_1__.Readable.from([Buffer.from(text)]));
}
/**
 * @param staged undefined: the archive has none of its own
 * @returns where it lies, as messages show it
 */
async function publishSignature(target, staged, published) {
    const place = besides(target);
    if (!staged) {
        // That of the archive that was replaced would make this one look forged.
        if (published === 'replaced' && isSignature(place))
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(place.path);
        return undefined;
    }
    await (0,_archive_archive_file_js__WEBPACK_IMPORTED_MODULE_2__/* .publishArchive */ .MQ)(staged);
    return place.shown;
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
