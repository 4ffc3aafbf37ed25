export const id = 896;
export const ids = [896];
export const modules = {

/***/ 3717:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  exportStores: () => (/* binding */ exportStores)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./archive/archive-file.js
var archive_file = __webpack_require__(3029);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ../node_modules/tar/dist/esm/header.js + 2 modules
var esm_header = __webpack_require__(1490);
;// CONCATENATED MODULE: ../node_modules/tar/dist/esm/pax.js


class Pax {
    atime;
    mtime;
    ctime;
    charset;
    comment;
    gid;
    uid;
    gname;
    uname;
    linkpath;
    dev;
    ino;
    nlink;
    path;
    size;
    mode;
    global;
    constructor(obj, global = false) {
        this.atime = obj.atime;
        this.charset = obj.charset;
        this.comment = obj.comment;
        this.ctime = obj.ctime;
        this.dev = obj.dev;
        this.gid = obj.gid;
        this.global = global;
        this.gname = obj.gname;
        this.ino = obj.ino;
        this.linkpath = obj.linkpath;
        this.mtime = obj.mtime;
        this.nlink = obj.nlink;
        this.path = obj.path;
        this.size = obj.size;
        this.uid = obj.uid;
        this.uname = obj.uname;
    }
    encode() {
        const body = this.encodeBody();
        if (body === '') {
            return Buffer.allocUnsafe(0);
        }
        const bodyLen = Buffer.byteLength(body);
        // round up to 512 bytes
        // add 512 for header
        const bufLen = 512 * Math.ceil(1 + bodyLen / 512);
        const buf = Buffer.allocUnsafe(bufLen);
        // 0-fill the header section, it might not hit every field
        for (let i = 0; i < 512; i++) {
            buf[i] = 0;
        }
        new esm_header/* Header */.Y({
            // XXX split the path
            // then the path should be PaxHeader + basename, but less than 99,
            // prepend with the dirname
            /* c8 ignore start */
            path: ('PaxHeader/' + (0,external_node_path_.basename)(this.path ?? '')).slice(0, 99),
            /* c8 ignore stop */
            mode: this.mode || 0o644,
            uid: this.uid,
            gid: this.gid,
            size: bodyLen,
            mtime: this.mtime,
            type: this.global ? 'GlobalExtendedHeader' : 'ExtendedHeader',
            linkpath: '',
            uname: this.uname || '',
            gname: this.gname || '',
            devmaj: 0,
            devmin: 0,
            atime: this.atime,
            ctime: this.ctime,
        }).encode(buf);
        buf.write(body, 512, bodyLen, 'utf8');
        // null pad after the body
        for (let i = bodyLen + 512; i < buf.length; i++) {
            buf[i] = 0;
        }
        return buf;
    }
    encodeBody() {
        return (this.encodeField('path') +
            this.encodeField('ctime') +
            this.encodeField('atime') +
            this.encodeField('dev') +
            this.encodeField('ino') +
            this.encodeField('nlink') +
            this.encodeField('charset') +
            this.encodeField('comment') +
            this.encodeField('gid') +
            this.encodeField('gname') +
            this.encodeField('linkpath') +
            this.encodeField('mtime') +
            this.encodeField('size') +
            this.encodeField('uid') +
            this.encodeField('uname'));
    }
    encodeField(field) {
        if (this[field] === undefined) {
            return '';
        }
        const r = this[field];
        const v = r instanceof Date ? r.getTime() / 1000 : r;
        const s = ' ' +
            (field === 'dev' || field === 'ino' || field === 'nlink' ?
                'SCHILY.'
                : '') +
            field +
            '=' +
            v +
            '\n';
        const byteLen = Buffer.byteLength(s);
        // the digits includes the length of the digits in ascii base-10
        // so if it's 9 characters, then adding 1 for the 9 makes it 10
        // which makes it 11 chars.
        let digits = Math.floor(Math.log(byteLen) / Math.log(10)) + 1;
        if (byteLen + digits >= Math.pow(10, digits)) {
            digits += 1;
        }
        const len = digits + byteLen;
        return len + s;
    }
    static parse(str, ex, g = false) {
        return new Pax(merge(parseKV(str), ex), g);
    }
}
const merge = (a, b) => b ? Object.assign({}, b, a) : a;
const parseKV = (str) => str
    .replace(/\n$/, '')
    .split('\n')
    .reduce(parseKVLine, Object.create(null));
const parseKVLine = (set, line) => {
    const n = parseInt(line, 10);
    // XXX Values with \n in them will fail this.
    // Refactor to not be a naive line-by-line parse.
    if (n !== Buffer.byteLength(line) + 1) {
        return set;
    }
    line = line.slice((n + ' ').length);
    const kv = line.split('=');
    const r = kv.shift();
    if (!r) {
        return set;
    }
    const k = r.replace(/^SCHILY\.(dev|ino|nlink)/, '$1');
    const v = kv.join('=').replace(/\0.*/, '');
    switch (k) {
        case 'path':
        case 'linkpath':
        case 'type':
        case 'charset':
        case 'comment':
        case 'gname':
        case 'uname':
            set[k] = v;
            break;
        case 'ctime':
        case 'atime':
        case 'mtime':
            set[k] = new Date(Number(v) * 1000);
            break;
        case 'size':
            const s = +v;
            if (s >= 0)
                set[k] = s;
            break;
        case 'gid':
        case 'uid':
        case 'dev':
        case 'ino':
        case 'nlink':
        case 'mode':
            set[k] = +v;
            break;
    }
    return set;
};
//# sourceMappingURL=pax.js.map
;// CONCATENATED MODULE: ./archive/pack.js
// From files to the bytes of an archive: a gzip tar that is the same for the same files and date, on
// every machine. Knows nothing of stores; which files, and in which order, stands in entries.ts.




const BLOCK = 512;
const CHUNK_BYTES = 64 * 1024;
/** No name, no time, no operating system: zlib would write that of the machine. */
const GZIP_HEADER = Buffer.from('1f8b08000000000000ff', 'hex');
/** @throws errors of `files`, as they are */
async function* packArchive(files, date) {
    // Runs alone: they shrink what tar pads with, ciphertext does not shrink, and the search for other
    // repetitions gives other bytes on other processors.
    const engine = (0,external_node_zlib_.createGzip)({ strategy: external_node_zlib_.constants.Z_RLE, chunkSize: CHUNK_BYTES });
    // An error arrives in the loop, as the pipeline ends the engine with it.
    (0,external_node_stream_.pipeline)(external_node_stream_.Readable.from(tarParts(files, date)), engine, () => { });
    let isFirst = true;
    for await (const part of engine) {
        if (isFirst)
            GZIP_HEADER.copy(part);
        isFirst = false;
        yield part;
    }
}
function* tarParts(files, date) {
    for (const file of files) {
        const content = file.bytes();
        const headers = headersOf(file.path, content.length, date);
        const parts = [headers, content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
        // A round to the compressor costs more than a copy of a small file.
        yield* content.length < CHUNK_BYTES ? [Buffer.concat(parts)] : parts;
    }
    yield Buffer.alloc(2 * BLOCK);
}
function headersOf(path, size, mtime) {
    const header = new esm_header/* Header */.Y({ path, size, mtime, mode: 0o644, uid: 0, gid: 0, type: 'File' });
    const block = Buffer.alloc(BLOCK);
    // A name of just 100 bytes without a folder would get the folder `.` from the library.
    const needsPax = header.encode(block) || (path.length === 100 && !path.includes('/'));
    return needsPax ? Buffer.concat([new Pax({ path }).encode(), block]) : block;
}

// EXTERNAL MODULE: ./errors.js
var errors = __webpack_require__(5650);
// EXTERNAL MODULE: ./kanuka/locate.js
var locate = __webpack_require__(4025);
// EXTERNAL MODULE: ./kanuka/store.js
var kanuka_store = __webpack_require__(2318);
// EXTERNAL MODULE: ./platform/files.js
var files = __webpack_require__(1250);
// EXTERNAL MODULE: ./commands/archive-place.js
var archive_place = __webpack_require__(2404);
// EXTERNAL MODULE: ./commands/each-store.js
var each_store = __webpack_require__(9483);
// EXTERNAL MODULE: ./archive/unpack.js + 5 modules
var unpack = __webpack_require__(690);
// EXTERNAL MODULE: ./kanuka/secretbox.js
var secretbox = __webpack_require__(5866);
// EXTERNAL MODULE: ./kanuka/symmetric-key.js
var symmetric_key = __webpack_require__(4134);
;// CONCATENATED MODULE: ./commands/export-proof.js





/**
 * @param chunks what was written, read back
 * @throws ActionError ARCHIVE_UNTRUE, DECRYPT_FAILED, KEY_NOT_A_MEMBER, KEY_OR_STORE_DAMAGED
 */
async function provedArchive(source, chunks, { sealing, privateKey }) {
    const { store, paths } = source;
    const secretFiles = new Set(store.secretFiles);
    const keys = privateKey ? new Keys(store, privateKey) : undefined;
    const missing = new Set(paths);
    try {
        const packed = sealing ? sealing.unseal(chunks) : chunks;
        // What cannot be unpacked is told as what it is: an archive that nobody could restore.
        for await (const { path, bytes } of unpacked(packed, store)) {
            // With the store as it is now: read twice alike, nothing has changed it in between.
            if (!missing.delete(path) || !source.isOnDisk(path, bytes)) {
                throw untrue(store, `${store.shown(path)} in it is not that of the store`);
            }
            if (secretFiles.has(path))
                keys?.open(path, bytes);
            await (0,files/* breathe */.q7)();
        }
        const [first] = missing;
        if (first !== undefined)
            throw untrue(store, `${store.shown(first)} is missing in it`);
        if (!source.hasSamePaths()) {
            throw untrue(store, 'the store has got other files meanwhile');
        }
        return { compared: paths.length, opened: keys?.finish() };
    }
    finally {
        keys?.wipe();
    }
}
function unpacked(chunks, store) {
    return (0,unpack/* unpackArchive */.b)(chunks, {
        shown: 'the archive',
        skipped: (path) => {
            throw untrue(store, `${path} in it is no file of a backup`);
        },
    });
}
function untrue(store, what) {
    return new errors/* ActionError */.lZ('ARCHIVE_UNTRUE', {
        what: `the archive of ${store.title} was read back, and ${what}; it was removed`,
        fix: 'Run it again, with no other step that changes the store meanwhile.',
    });
}
/** The symmetric keys that may be the store's: those that have opened everything so far. */
class Keys {
    #store;
    #all;
    #right;
    #failed = [];
    #opened = 0;
    constructor(store, privateKey) {
        this.#store = store;
        const members = (0,symmetric_key/* findOwnMembers */.Hj)(store, privateKey);
        this.#all = members.flatMap((member) => (0,symmetric_key/* unwrapSymmetricKey */.oh)(store, member, privateKey) ?? []);
        this.#right = this.#all;
        const [first] = members;
        if (first && this.#all.length === 0)
            throw (0,symmetric_key/* keyOrStoreDamaged */.dC)(store, first);
    }
    open(path, bytes) {
        const right = this.#right.filter((key) => {
            const plaintext = (0,secretbox/* openSecretbox */.i)(bytes, key);
            plaintext?.fill(0);
            return plaintext !== undefined;
        });
        if (right.length === 0)
            this.#failed.push(unopened(this.#store.shown(path)));
        else {
            this.#right = right;
            this.#opened += 1;
        }
    }
    finish() {
        (0,errors/* throwIfAny */.MI)(this.#failed);
        return this.#opened;
    }
    wipe() {
        for (const key of this.#all)
            key.fill(0);
    }
}
function unopened(file) {
    return new errors/* ActionError */.lZ('DECRYPT_FAILED', {
        what: `${file} does not open with the private key that was given, so its backup would be of no use`,
        where: { file },
        fix: 'Restore it from git history, or encrypt it again with `kanuka secrets encrypt`. Without `private-key` the store is packed as it is.',
    });
}

// EXTERNAL MODULE: ./platform/printable.js
var printable = __webpack_require__(9298);
// EXTERNAL MODULE: ./commands/command.js
var command = __webpack_require__(7305);
;// CONCATENATED MODULE: ./commands/export-report.js


function describeExport(exported, inputs) {
    const { results, failures } = exported;
    const written = results.flatMap(({ archive }) => archive ?? []);
    const files = results.flatMap(({ source: { store } }) => store.secretFiles.map((path) => store.shown(path)));
    const members = results.flatMap(({ source }) => withAccess(source));
    return {
        ...command/* EMPTY_REPORT */.V,
        headline: headline(results, inputs),
        sections: [contentsSection(results)],
        notes: notes(exported, inputs),
        notices: written.filter(({ published }) => published === 'replaced').map(replacedNotice),
        warnings: results.flatMap(({ source }) => [...source.damaged, ...odd(source)]),
        failures,
        outputs: {
            changed: String(written.some(({ published }) => published !== 'same')),
            files: JSON.stringify(files),
            'files-count': String(files.length),
            'members-count': String(members.length),
            archive: written.map(({ target }) => target.shown).join('\n'),
            'archive-sha256': written.map(({ sha256 }) => sha256).join('\n'),
        },
        details: { dryRun: inputs.dryRun, ...details(exported) },
    };
}
function withAccess({ store }) {
    return store.members.filter(({ state }) => state !== 'pending').map(({ uuid }) => uuid);
}
function odd({ store }) {
    return store.warnings.map(({ file, what }) => ({ file, text: `${file} ${what}` }));
}
function headline(results, { dryRun }) {
    const names = results.map(({ target }) => target.shown);
    const where = names.length <= 3 ? names.join(', ') : (0,printable/* count */.U9)(names.length, 'archive');
    if (dryRun)
        return `Dry run: secrets would be exported to ${where}`;
    const isSame = results.every(({ archive }) => archive?.published === 'same');
    return isSame ? `${where}: unchanged, the same archive is there` : `Exported secrets to ${where}`;
}
// What Kanuka's own export shows, as a table.
function contentsSection(results) {
    const rows = results.flatMap(({ source, target }) => {
        const { store } = source;
        const keys = store.members;
        const publicKeys = keys.filter(({ state }) => state !== 'orphan').length;
        return [
            [target.shown, '.kanuka/config.toml', '1 file'],
            [target.shown, '.kanuka/public_keys/', (0,printable/* count */.U9)(publicKeys, 'file')],
            [target.shown, '.kanuka/secrets/', (0,printable/* count */.U9)(withAccess(source).length, 'user key')],
            [target.shown, 'secret files', (0,printable/* count */.U9)(store.secretFiles.length, 'encrypted secret file')],
        ];
    });
    return { title: 'Archive contents', columns: ['archive', 'part', 'holds'], rows };
}
function notes({ results, sealing }, { dryRun }) {
    const list = [];
    for (const { archive, proof, source } of results) {
        if (!archive || !proof)
            continue;
        const { target, sha256, signature } = archive;
        list.push(`${target.shown}: ${(0,printable/* size */.Ej)(archive.size)}, SHA-256 ${sha256}`, `Restore test of ${target.shown}: read back from disk, ${(0,printable/* count */.U9)(proof.compared, 'entry')} as in ${source.store.title}${openedWords(proof)}`, ...(signature === undefined
            ? []
            : [
                `Signature: ${signature}. Keep it beside the archive; \`gpg --verify\` and \`import\` look at it.`,
            ]));
    }
    list.push("An archive holds encrypted data only. Private keys are NOT included: nobody reads it without a member's.", sealing ? sealedNote(sealing) : OPEN_NOTE);
    if (!dryRun)
        list.push(NEXT_STEP);
    return list;
}
function openedWords({ opened }) {
    return opened === undefined
        ? '; nothing was decrypted, as there is no `private-key`'
        : `; ${(0,printable/* count */.U9)(opened, 'secret file')} decrypted in memory`;
}
const OPEN_NOTE = 'Names of files, members and the project are readable in it. If that matters, encrypt it with `archive-recipients` or `archive-passphrase`.';
const NEXT_STEP = 'Next: keep it outside of this runner, with a step `uses: actions/upload-artifact@v4` and `path: ${{ steps.<id>.outputs.archive }}`, or copy it to a bucket.';
function sealedNote({ recipients, hasPassphrase, signer }) {
    const to = [
        ...recipients.map(({ id, name }) => (name === '' ? id : `${id} (${name})`)),
        ...(hasPassphrase ? ['a passphrase'] : []),
    ];
    const by = signer === undefined ? '' : `, signed by ${signer}`;
    return `Encrypted as a whole (OpenPGP) to ${to.join(', ')}${by}. \`gpg --decrypt\` opens it.`;
}
function replacedNotice({ target }) {
    return { text: `${target.shown} of earlier today was replaced` };
}
function details({ results, failures, sealing }) {
    return {
        archives: results.map(({ source, target, archive, proof }) => ({
            store: source.store.path,
            project: source.store.config.projectName,
            projectUuid: source.store.config.projectUuid,
            archive: target.shown,
            sha256: archive?.sha256 ?? null,
            size: archive?.size ?? null,
            state: archive?.published ?? 'not written',
            signature: archive?.signature ?? null,
            members: withAccess(source),
            files: source.store.secretFiles,
            bytes: source.total,
            compared: proof?.compared ?? null,
            opened: proof?.opened ?? null,
            damaged: source.damaged.map(({ file }) => file),
        })),
        recipients: sealing?.recipients.map(({ id }) => id) ?? [],
        hasPassphrase: sealing?.hasPassphrase ?? false,
        signer: sealing?.signer ?? null,
        errors: failures.map(({ code, what }) => ({ code, what })),
    };
}

// EXTERNAL MODULE: ./commands/export-signature.js
var export_signature = __webpack_require__(1219);
// EXTERNAL MODULE: ./archive/entries.js
var entries = __webpack_require__(6916);
// EXTERNAL MODULE: ./check/file-soundness.js
var file_soundness = __webpack_require__(2679);
// EXTERNAL MODULE: ./kanuka/layout.js
var layout = __webpack_require__(7173);
;// CONCATENATED MODULE: ./commands/export-source.js
// What of a store goes into its archive: every file read and judged. What must not
// go in is collected, so that all of it is said at once; then there is no archive.






class ExportSource {
    store;
    /** In the order of the archive; paths relative to the store. */
    paths;
    /** Damaged files that are packed because `allow-damaged` says so. */
    damaged = [];
    /** Why there is to be no archive. */
    problems = [];
    /** Bytes of all files. */
    total = 0;
    #allowDamaged;
    #keyFiles;
    #secretFiles;
    constructor(store, allowDamaged, keyFiles) {
        this.store = store;
        this.paths = (0,entries/* archiveOrder */.Zl)([...keyFiles.keys(), ...store.secretFiles]);
        this.#allowDamaged = allowDamaged;
        this.#keyFiles = keyFiles;
        this.#secretFiles = new Set(store.secretFiles);
        this.problems.push(...unpackable(store, this.paths));
    }
    /** Reads configuration and keys, which are small, and judges them. @throws ActionError FILE_UNREADABLE */
    static async open(store, allowDamaged) {
        const keyFiles = readKeyFiles(store);
        const source = new ExportSource(store, allowDamaged, keyFiles);
        const owners = new Map();
        for (const member of store.members) {
            for (const path of [(0,layout/* publicKeyPath */.GK)(member.uuid), (0,layout/* wrappedKeyPath */.y$)(member.uuid)]) {
                const bytes = keyFiles.get(path);
                if (bytes)
                    source.#note(path, await (0,file_soundness/* judgeKeyFile */.v)(path, bytes, member));
            }
            const wrapped = keyFiles.get((0,layout/* wrappedKeyPath */.y$)(member.uuid))?.toString('latin1');
            if (wrapped === undefined)
                continue;
            if (owners.has(wrapped))
                source.#note((0,layout/* wrappedKeyPath */.y$)(member.uuid), COPIED);
            owners.set(wrapped, member.uuid);
        }
        const config = keyFiles.get(layout/* CONFIG_FILE */.g2);
        if (config)
            source.#note(layout/* CONFIG_FILE */.g2, await (0,file_soundness/* judgeKeyFile */.v)(layout/* CONFIG_FILE */.g2, config, undefined));
        return source;
    }
    /** Each is read and judged when its turn comes; one that may not go in gives no bytes. */
    *files() {
        for (const path of this.paths)
            yield { path, bytes: () => this.#read(path) };
    }
    #read(path) {
        const bytes = this.#keyFiles.get(path) ?? readFile(this.store, path, (0,entries/* fileLimit */.ub)(path));
        this.total += bytes.length;
        if (this.total > layout/* MAX_SELECTED_BYTES */.rA)
            throw tooMuch(this.store);
        if (this.#secretFiles.has(path))
            this.#note(path, (0,file_soundness/* judgeSecretFile */.A)(bytes));
        // What is readable must not get to another place on disk, not even for a moment.
        return this.problems.length > 0 ? NOTHING : bytes;
    }
    /** Whether the store has these bytes now. */
    isOnDisk(path, bytes) {
        const read = this.store.tree.read(path, bytes.length);
        return 'bytes' in read && read.bytes.equals(bytes);
    }
    /** Whether the store has the files now that it had. */
    hasSamePaths() {
        const { store, paths } = this;
        const { secretFiles, ...rest } = (0,kanuka_store/* readStore */.u)(store.root, store.root);
        const now = new Set([...keyFilesOf(rest), ...secretFiles]);
        return now.size === paths.length && paths.every((path) => now.has(path));
    }
    #note(path, found) {
        if (!found)
            return;
        const file = this.store.shown(path);
        if (found.kind === 'damaged' && this.#allowDamaged) {
            this.damaged.push({ file, text: `${file} ${found.what}; packed as it is` });
        }
        else
            this.problems.push(unsound(file, found));
    }
}
const NOTHING = new Uint8Array();
const COPIED = {
    kind: 'damaged',
    what: 'has the very bytes of the wrapped key of another member',
};
function readKeyFiles(store) {
    return new Map(keyFilesOf(store).map((path) => [path, readFile(store, path, (0,entries/* fileLimit */.ub)(path))]));
}
function keyFilesOf({ members }) {
    const ofMembers = members.flatMap(({ uuid, state }) => [
        ...(state === 'orphan' ? [] : [(0,layout/* publicKeyPath */.GK)(uuid)]),
        ...(state === 'pending' ? [] : [(0,layout/* wrappedKeyPath */.y$)(uuid)]),
    ]);
    return [layout/* CONFIG_FILE */.g2, ...ofMembers];
}
function readFile(store, path, limit) {
    const read = store.tree.read(path, limit);
    if ('bytes' in read)
        return read.bytes;
    const file = store.shown(path);
    if (read.failure === 'too large') {
        throw new errors/* ActionError */.lZ('FILE_TOO_LARGE', {
            what: `${file} has ${(0,printable/* size */.Ej)(read.size ?? 0)}; at most ${(0,printable/* size */.Ej)(limit)} are packed`,
            where: { file },
            fix: 'Keep large data elsewhere and its key here.',
        });
    }
    throw new errors/* ActionError */.lZ('FILE_UNREADABLE', {
        what: `${file} cannot be read: ${read.failure}`,
        where: { file },
        fix: 'It must be a regular file that the runner may read: restore it from git history.',
    });
}
function tooMuch(store) {
    return new errors/* ActionError */.lZ('FILE_TOO_LARGE', {
        what: `the files of ${store.title} have over ${(0,printable/* size */.Ej)(layout/* MAX_SELECTED_BYTES */.rA)} together, which no import takes`,
        fix: 'Split the store.',
    });
}
// An archive that no import takes is found out now, not on the day when it is needed.
function unpackable(store, paths) {
    const named = paths.flatMap((path) => {
        const why = (0,entries/* pathProblem */.z9)(path);
        return why === undefined ? [] : [{ file: store.shown(path), what: why }];
    });
    const clash = (0,entries/* nameClash */.D_)(paths);
    const reasons = [
        ...named.map(({ file, what }) => `${file} ${what}`),
        ...(clash === undefined ? [] : [`In ${store.title}, ${clash}`]),
        ...(paths.length > entries/* MAX_ENTRIES */.Sd ? [`${store.title} has over ${entries/* MAX_ENTRIES */.Sd} files`] : []),
    ];
    return reasons.map((what) => new errors/* ActionError */.lZ('STORE_UNSOUND', {
        what: `${what}, so no import would take an archive of it`,
        fix: 'Rename the files, or split the store.',
    }));
}
function unsound(file, { kind, what }) {
    return new errors/* ActionError */.lZ('STORE_UNSOUND', {
        what: `${file} ${what}`,
        where: { file },
        fix: kind === 'exposed'
            ? 'Take it out of the store and out of git history, and change what it holds: whoever can read the repository has it. It is never packed.'
            : 'Restore it from git history; `command: check` says more. Or pack it as it is with `allow-damaged: true`.',
    });
}

// EXTERNAL MODULE: ./commands/masks.js
var masks = __webpack_require__(5405);
// EXTERNAL MODULE: ./commands/open-stores.js + 1 modules
var open_stores = __webpack_require__(8054);
// EXTERNAL MODULE: ./commands/store-homes.js
var store_homes = __webpack_require__(100);
;// CONCATENATED MODULE: ./commands/export.js
// export: everything encrypted of a store into one archive, which is read back and compared before it
// gets its name. Nothing but the archive is written; no plaintext gets to disk.


















async function exportStores(inputs, deps) {
    refuseFiles(inputs);
    const { workflow } = deps;
    const { archive, commit } = inputs;
    (0,masks/* maskCredentials */.Bs)([archive.passphrase, commit.signingKey, commit.signingPassphrase], deps);
    const roots = await (0,locate/* locateStores */.R)(workflow.workspace.real, inputs.workingDirectories);
    const stores = await (0,each_store/* everyStore */.Z)(roots.toSorted(), (root) => {
        (0,store_homes/* recoverStore */.c)(deps, root, inputs);
        return (0,kanuka_store/* readStore */.u)(workflow.workspace.real, root);
    });
    await refuseStrangers(stores, inputs, deps);
    const privateKey = inputs.privateKey && (await (0,open_stores/* openPrivateKey */.V9)(inputs, deps));
    const sealing = await preparedSealing(inputs);
    const context = { inputs, workflow, now: new Date(), isSealed: sealing !== undefined };
    const jobs = await (0,archive_place/* placeArchives */.T)(stores, context);
    const run = { inputs, deps, sealing, privateKey, now: context.now };
    const { results, failures } = await (0,each_store/* eachStore */.P)(jobs, (job) => exportStore(job, run));
    if (results.length === 0)
        (0,errors/* throwIfAny */.MI)(failures);
    return describeExport({ results, failures, sealing }, inputs);
}
function refuseFiles({ files }) {
    if (files.length === 0)
        return;
    throw new errors/* ActionError */.lZ('INPUT_INVALID', {
        what: '`files` is given, but `export` always packs every file of a store',
        fix: 'Leave `files` out: a backup without some of the files restores a store without them.',
    });
}
/** A signature says that the store is ours; the private key only proves more. Both are kept for that. */
async function refuseStrangers(stores, inputs, { workflow }) {
    const usesKey = inputs.privateKey ?? inputs.commit.signingKey;
    if (usesKey && !inputs.allowUntrusted)
        await (0,open_stores/* refuseUntrusted */.zd)(workflow, stores, inputs);
}
async function preparedSealing({ archive, commit }) {
    const { recipients, passphrase } = archive;
    const { signingKey, signingPassphrase } = commit;
    if (recipients === undefined && !passphrase) {
        await (0,export_signature/* refuseSigner */.Rn)(commit);
        return undefined;
    }
    const { prepareSealing } = await __webpack_require__.e(/* import() */ 616).then(__webpack_require__.bind(__webpack_require__, 616));
    return prepareSealing({ recipients, passphrase, signingKey, signingPassphrase });
}
async function exportStore({ store, target }, run) {
    const { inputs, deps, privateKey, sealing } = run;
    const source = await ExportSource.open(store, inputs.archive.allowDamaged);
    if (inputs.dryRun) {
        const proof = await rehearse({ source, target }, run);
        return { source, target, archive: undefined, proof };
    }
    const staged = (0,archive_file/* stagingPath */.Vu)(target);
    const stagedBeside = (0,archive_file/* stagingPath */.Vu)(target);
    makeFolders((0,external_node_path_.dirname)(target.path), target, deps);
    deps.journal().staging([staged, stagedBeside]);
    try {
        const archive = await (0,archive_file/* stageArchive */.FK)(target, staged, archiveBytes(source, run));
        const proof = await provedArchive(source, (0,archive_file/* readStaged */.pl)(archive), { ...run, privateKey });
        // A key that does not sign leaves no archive without a signature.
        const signing = sealing ? undefined : await (0,export_signature/* stageSignature */.DB)(archive, stagedBeside, inputs.commit);
        const published = await (0,archive_file/* publishArchive */.MQ)(archive);
        const signature = await (0,export_signature/* publishSignature */.qP)(target, signing, published);
        deps.debug(`${store.title}: ${source.paths.length} files in ${archive.size} bytes`);
        return { source, target, archive: { ...archive, published, signature }, proof };
    }
    finally {
        (0,archive_file/* discard */.vf)(staged);
        (0,archive_file/* discard */.vf)(stagedBeside);
    }
}
/** All that a run does, but for the disk: what would be refused then is refused now. */
async function rehearse({ source, target }, run) {
    for (const file of source.files()) {
        file.bytes();
        await (0,files/* breathe */.q7)();
    }
    (0,errors/* throwIfAny */.MI)(source.problems);
    const again = await ExportSource.open(source.store, run.inputs.archive.allowDamaged);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let size = 0;
    async function* measured() {
        for await (const chunk of archiveBytes(again, run)) {
            hash.update(chunk);
            size += chunk.length;
            yield chunk;
        }
    }
    const proof = await provedArchive(again, measured(), run);
    await (0,archive_file/* refuseTaken */.Ir)(target, { sha256: hash.digest('hex'), size });
    return proof;
}
async function* archiveBytes(source, { sealing, now }) {
    const packed = packArchive(source.files(), startOfDay(now));
    yield* sealing ? sealing.seal(packed) : packed;
    (0,errors/* throwIfAny */.MI)(source.problems);
}
// The same store on the same day gives the same bytes.
function startOfDay(now) {
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
}
function makeFolders(folder, target, deps) {
    if ((0,files/* statOf */._N)(folder))
        return;
    makeFolders((0,external_node_path_.dirname)(folder), target, deps);
    // Empty again, it is removed after a run that was stopped.
    deps.journal().folder(folder);
    try {
        (0,external_node_fs_.mkdirSync)(folder);
    }
    catch (error) {
        if ((0,files/* errorCode */.CA)(error) === 'EEXIST')
            return;
        throw new errors/* ActionError */.lZ('WRITE_FAILED', {
            what: `the folder of ${target.shown} could not be made (${(0,files/* errorCode */.CA)(error)})`,
            fix: 'Make it writable for the runner, or name another place in `archive`.',
        });
    }
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


/***/ })

};
