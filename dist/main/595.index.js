export const id = 595;
export const ids = [595,171,799,623,566];
export const modules = {

/***/ 428:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ ByteSource),
/* harmony export */   Z: () => (/* binding */ drain)
/* harmony export */ });
/* harmony import */ var node_stream_web__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7830);
// Brings bytes into the library's streams. Owns that an error of the source stays what it is, and that
// the source is let go of, however the stream ends.

class ByteSource {
    #chunks;
    #failure;
    constructor(chunks) {
        this.#chunks = this.#watched(chunks);
    }
    async *#watched(chunks) {
        try {
            yield* chunks;
        }
        catch (thrown) {
            this.#failure = { thrown };
            throw thrown;
        }
    }
    /** The first bytes, or all where there are fewer, and everything from the start as a stream. */
    async peek(length) {
        const first = [];
        const chunks = this.#chunks;
        for (let got = 0; got < length;) {
            const next = await chunks.next();
            if (next.done === true)
                break;
            first.push(next.value);
            got += next.value.length;
        }
        async function* all() {
            yield* first;
            yield* chunks;
        }
        const head = Buffer.concat(first).subarray(0, length);
        return { head, stream: node_stream_web__WEBPACK_IMPORTED_MODULE_0__.ReadableStream.from(all()) };
    }
    stream() {
        return node_stream_web__WEBPACK_IMPORTED_MODULE_0__.ReadableStream.from(this.#chunks);
    }
    /** Throws what the source threw, if it did: the library may have made another error of it. */
    throwOwnError() {
        if (this.#failure !== undefined)
            throw this.#failure.thrown;
    }
    async close() {
        await this.#chunks.return(undefined);
    }
}
/** @param written by the library: a stream, although its types say otherwise */
async function drain(written) {
    for await (const _ of written)
        ;
}


/***/ }),

/***/ 9595:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  importArchive: () => (/* binding */ importArchive)
});

// EXTERNAL MODULE: ./errors.js
var errors_0 = __webpack_require__(5650);
// EXTERNAL MODULE: ./git/repository.js
var git_repository = __webpack_require__(5884);
// EXTERNAL MODULE: ./kanuka/locate.js
var locate = __webpack_require__(4025);
// EXTERNAL MODULE: ./kanuka/store.js
var kanuka_store = __webpack_require__(2318);
// EXTERNAL MODULE: ./platform/files.js
var files = __webpack_require__(1250);
// EXTERNAL MODULE: ./platform/tree.js
var platform_tree = __webpack_require__(4469);
;// CONCATENATED MODULE: ./archive/contents.js
// An archive in memory, after unpacking, as a tree that a store can be read from.

function archiveTree({ files }) {
    return fileTree(files.keys(), (path, limit) => bounded(files.get(path) ?? Buffer.alloc(0), limit));
}
/** A tree of these files and of the folders that they lie in. */
function fileTree(paths, read) {
    const kinds = new Map([...paths].map((path) => [path, 'file']));
    const folders = (0,platform_tree/* foldersOf */.pd)(kinds);
    return {
        entries: (folder) => folders.get(folder) ?? (folder === '' ? [] : undefined),
        read: (path, limit) => {
            if (kinds.has(path))
                return read(path, limit);
            return { failure: folders.has(path) ? 'no regular file' : 'absent' };
        },
    };
}
function bounded(bytes, limit) {
    if (bytes.length > limit)
        return { failure: 'too large', size: bytes.length };
    return { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) };
}

// EXTERNAL MODULE: ./kanuka/layout.js
var layout = __webpack_require__(7173);
// EXTERNAL MODULE: ./kanuka/members.js
var members = __webpack_require__(8124);
// EXTERNAL MODULE: ./kanuka/secret-files.js
var secret_files = __webpack_require__(1569);
;// CONCATENATED MODULE: ./archive/present.js
// The store that is there before an import, in whatever state it is: in good order, damaged, of the
// legacy kind, or not there at all. Never throws for what it finds.







const NOTHING = {
    files: new Set(),
    secretFiles: [],
    others: [],
    nestedStores: [],
    config: undefined,
    members: [],
};
const NO_CONFIG = {
    projectUuid: '',
    projectName: '',
    users: new Map(),
    devices: new Map(),
};
/** What people put into folders that git is to keep. */
const HARMLESS = /^(?:\.git\w+|README\.md)$/;
/** @param tree what lies at `root`: on disk, unless a commit is to be looked at */
function readPresent(workspace, root, tree = (0,platform_tree/* diskTree */.cF)(root)) {
    const path = (0,files/* slashed */.df)(workspace, root);
    const shown = (inside) => (path === '.' ? inside : `${path}/${inside}`);
    const store = orProblem(() => (0,kanuka_store/* readStore */.u)(workspace, root, tree));
    const found = orProblem(() => look(tree, store));
    const at = { workspace, root, tree, path, shown };
    if (found instanceof errors_0/* ActionError */.lZ) {
        return { ...at, ...NOTHING, title: `"${path}"`, store: undefined, problem: found };
    }
    if (!(store instanceof errors_0/* ActionError */.lZ)) {
        return { ...at, ...found, title: store.title, store, problem: undefined };
    }
    const hasStore = [...found.files, ...found.others].some(isOfStoreFolder);
    const problem = hasStore || store.code === 'CONFIG_INVALID' ? store : undefined;
    return { ...at, ...found, title: `"${path}"`, store: undefined, problem };
}
// Of secret files and a log alone no store can be told.
function isOfStoreFolder(path) {
    return (path === layout/* CONFIG_FILE */.g2 ||
        path.startsWith(`${layout/* PUBLIC_KEYS_FOLDER */.oI}/`) ||
        path.startsWith(`${layout/* WRAPPED_KEYS_FOLDER */.Ux}/`));
}
function orProblem(read) {
    try {
        return read();
    }
    catch (error) {
        if (error instanceof errors_0/* ActionError */.lZ)
            return error;
        throw error;
    }
}
function look(tree, read) {
    const store = read instanceof errors_0/* ActionError */.lZ ? undefined : read;
    const { secretFiles, nestedStores } = store ?? (0,secret_files/* findSecretFiles */.x)(tree);
    const inFolder = [layout/* STORE_FOLDER */.dB, layout/* PUBLIC_KEYS_FOLDER */.oI, layout/* WRAPPED_KEYS_FOLDER */.Ux].flatMap((folder) => (tree.entries(folder) ?? []).map(({ name, kind }) => ({
        path: `${folder}/${name}`,
        kind,
        isHarmless: HARMLESS.test(name),
    })));
    const isFile = ({ path, kind }) => kind === 'file' && (0,layout/* isLayoutPath */.Yr)(path);
    const others = inFolder
        .filter((entry) => !isFile(entry) && !entry.isHarmless)
        .map(({ path }) => path)
        .filter((path) => path !== layout/* PUBLIC_KEYS_FOLDER */.oI && path !== layout/* WRAPPED_KEYS_FOLDER */.Ux);
    return {
        files: new Set([...inFolder.filter(isFile).map(({ path }) => path), ...secretFiles]),
        secretFiles,
        others: others.toSorted(),
        nestedStores,
        config: store?.config,
        members: store?.members ?? (0,members/* readMembers */.mo)(tree, NO_CONFIG),
    };
}

// EXTERNAL MODULE: ./commands/apply-edits.js + 1 modules
var apply_edits = __webpack_require__(7822);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./kanuka/access.js
var kanuka_access = __webpack_require__(9686);
// EXTERNAL MODULE: ./kanuka/audit-log.js
var audit_log = __webpack_require__(7623);
// EXTERNAL MODULE: ./kanuka/public-key.js
var public_key = __webpack_require__(3836);
;// CONCATENATED MODULE: ./archive/returning.js
// Who would get access by an import that they do not have today: from the key files on both sides. What
// the log of today says of revocations only tells why; nobody comes back without being named.







/** All whom the import would let in, or could: whom it does depends on `grant` and on the mode. */
function findReturning(comers) {
    const { present, archived, mode, grant } = comers;
    const revocations = new Revocations(comers.log);
    // A legacy store has members too; who of them is who, nobody can tell.
    const isAnybodyThere = present.members.length > 0 || present.problem?.code === 'STORE_LEGACY';
    return archived.members.flatMap((member) => {
        if (hasOtherKey(comers, member)) {
            // A merge leaves today's key, and adds nothing that was made for another one.
            if (mode === 'merge')
                return [];
            const isGranted = grant.some((line) => namesKey(member, line));
            return [{ member, why: 'other key', revokedAt: undefined, revokedBy: undefined, isGranted }];
        }
        const lacks = keyFiles(member).some((path) => archived.files.has(path) && !present.files.has(path));
        const revoked = lacks ? revocations.of(member) : undefined;
        if (!lacks || (!isAnybodyThere && !revoked))
            return [];
        return [
            {
                member,
                why: revoked ? 'revoked' : 'absent',
                revokedAt: revoked?.time,
                revokedBy: revoked?.user === '' ? undefined : revoked?.user,
                isGranted: grant.some((line) => namesMember(member, line)),
            },
        ];
    });
}
/** Whether both sides have a public key for the UUID, and not the same one. */
function hasOtherKey({ present, archived }, { uuid, publicKey }) {
    const path = (0,layout/* publicKeyPath */.GK)(uuid);
    const bytes = archived.files.get(path);
    if (!bytes || !present.files.has(path))
        return false;
    const read = present.tree.read(path, layout/* MAX_KEY_FILE_BYTES */.Qn);
    if (!('bytes' in read))
        return true;
    if (read.bytes.equals(bytes))
        return false;
    const today = (0,members/* parsePublicKey */.ee)(read.bytes).publicKey;
    // One that cannot be read is another one, whoever spoiled it.
    return !today || !publicKey || (0,public_key/* fingerprintOf */.a)(today) !== (0,public_key/* fingerprintOf */.a)(publicKey);
}
function keyFiles({ uuid }) {
    return [(0,layout/* publicKeyPath */.GK)(uuid), (0,layout/* wrappedKeyPath */.y$)(uuid)];
}
/** An error for each line of `grant` that names nobody. */
function unknownGrants({ archived, grant }, shown) {
    const unknown = grant.filter((line) => !archived.members.some((m) => namesMember(m, line)));
    return unknown.map((line) => new errors_0/* ActionError */.lZ('GRANT_UNKNOWN', {
        what: `\`grant\` names ${line}, which is no member in ${shown}`,
        fix: 'Name those who are to have access again by UUID or by SHA-256 fingerprint of their public key; `all-pending` is for sync.',
    }));
}
/** One error a member: with all that is needed to decide, and the line to add. */
function returnErrors({ mode }, returning, shown) {
    const instead = mode === 'replace'
        ? 'If not, take a newer archive, or `import-mode: merge`, which leaves them out.'
        : 'If not, use the private key of somebody who has access today.';
    return returning.map(({ member, why, revokedAt, revokedBy }) => {
        const key = member.publicKey && (0,public_key/* fingerprintOf */.a)(member.publicKey);
        const by = revokedBy === undefined ? '' : ` by ${revokedBy}`;
        const reason = {
            absent: 'has no access today',
            revoked: `was revoked on ${revokedAt?.toISOString().slice(0, 10)}${by}`,
            'other key': 'has another public key today',
        }[why];
        const line = why === 'other key' ? (key ?? member.uuid) : member.uuid;
        return new errors_0/* ActionError */.lZ('MEMBER_RETURNS', {
            what: `${shown} would bring back ${(0,kanuka_access/* describeMember */.w8)(member)}, who ${reason} (public key in the archive: ${key ?? 'none that can be read'})`,
            fix: `Add \`${line}\` to \`grant\` if that is meant. ${instead}`,
        });
    });
}
/** Of those who are left out of a merge: whose private key it is to be done with. */
function ownAmong({ present }, returning, privateKey) {
    const own = privateKey && (0,external_node_crypto_.createPublicKey)(privateKey.key);
    const isOwn = ({ publicKey }) => own !== undefined && publicKey?.equals(own) === true;
    const hasAccess = present.members.some((member) => member.state === 'active' && isOwn(member));
    return hasAccess ? [] : returning.filter(({ member }) => isOwn(member));
}
// An orphan has no fingerprint; its wrapped key is access all the same.
function namesMember(member, line) {
    return (0,kanuka_access/* names */.Dy)(member, line) || ((0,layout/* isUuid */.O1)(line) && line.toLowerCase() === member.uuid.toLowerCase());
}
// The UUID is that of today's key too, so that a line which names it may be meant for that one.
function namesKey(member, line) {
    return member.publicKey ? !(0,layout/* isUuid */.O1)(line) && (0,kanuka_access/* names */.Dy)(member, line) : namesMember(member, line);
}
/** The last word of a log about each member. */
class Revocations {
    #byUuid = new Map();
    #byEmail = new Map();
    #joined = new Map();
    constructor(log) {
        const lines = (0,audit_log/* readAuditLog */.O)(log ?? new Uint8Array());
        for (const line of lines.toSorted((a, b) => a.time.getTime() - b.time.getTime())) {
            const { op, uuid, targetUuid, targetUser } = line;
            if (op === 'revoke') {
                if (targetUuid !== undefined)
                    this.#byUuid.set(targetUuid, line);
                if (targetUser !== undefined)
                    this.#byEmail.set(targetUser.toLowerCase(), line);
            }
            else if (op === 'register' && targetUuid !== undefined)
                this.#joined.set(targetUuid, line);
            else if (['init', 'create', 'ci-init'].includes(op))
                this.#joined.set(uuid, line);
        }
    }
    of({ uuid, email }) {
        const person = email === undefined ? undefined : this.#byEmail.get(email.toLowerCase());
        const revoked = [this.#byUuid.get(uuid), person]
            .filter((line) => line !== undefined)
            .toSorted((a, b) => b.time.getTime() - a.time.getTime())[0];
        const joined = this.#joined.get(uuid);
        return revoked && joined && joined.time > revoked.time ? undefined : revoked;
    }
}

// EXTERNAL MODULE: ./platform/openpgp-keys.js
var openpgp_keys = __webpack_require__(8171);
// EXTERNAL MODULE: external "node:stream/web"
var web_ = __webpack_require__(7830);
// EXTERNAL MODULE: ./archive/openpgp-stream.js
var openpgp_stream = __webpack_require__(428);
;// CONCATENATED MODULE: ./archive/judging.js
// Judges the signatures of an archive. Owns when one counts: it fits the bytes, and its key was good when
// it was made, by what that key says today.




async function readSigners(given, errors) {
    if (given === undefined || given.trim() === '')
        return undefined;
    const { keys, problems } = await (0,openpgp_keys/* readPublicKeys */.eK)(given);
    for (const problem of problems) {
        errors.push(new errors_0/* ActionError */.lZ('ARCHIVE_KEY_INVALID', {
            what: `\`archive-signers\`: ${problem}`,
            fix: 'Give public keys as `gpg --armor --export KEY-ID` writes them, one after the other.',
        }));
    }
    return keys;
}
/** Nobody signs so often; each costs a pass over all bytes. */
const MOST_SIGNATURES = 32;
/** @throws ActionError ARCHIVE_SIGNATURE where it is wrong, or required and not valid */
async function judge(signatures, content, judging) {
    if (signatures.length > MOST_SIGNATURES) {
        throw refused(judging, `has ${signatures.length} signatures, more than are looked at`);
    }
    const state = await stateOf(signatures, content, judging);
    if (!judging.requireSignature || state.kind === 'valid')
        return state;
    throw refused(judging, whyNotEnough(state));
}
function whyNotEnough(state) {
    const required = 'and `require-signature` is set';
    switch (state.kind) {
        case 'none':
            return `is not signed, ${required}`;
        case 'unchecked':
            return `is signed, but \`archive-signers\` is empty, ${required}`;
        case 'unknown':
            return `is signed with the key ${state.keyId}, which is none of \`archive-signers\`, ${required}`;
        case 'invalid':
            return `is signed with the key ${state.keyId}, but ${state.why}, ${required}`;
    }
}
async function stateOf(signatures, content, judging) {
    const [first] = signatures;
    if (first === undefined)
        return { kind: 'none' };
    if (judging.signers === undefined)
        return { kind: 'unchecked' };
    const known = [];
    for (const signature of signatures) {
        for (const signer of judging.signers) {
            const [part] = signer.getKeys(signature.issuerKeyID);
            if (part !== undefined)
                known.push(await check({ signature, signer, part, content }));
        }
    }
    const right = known.filter((state) => state !== 'wrong');
    const valid = right.find(({ kind }) => kind === 'valid');
    if (valid !== undefined)
        return valid;
    if (right.length < known.length) {
        throw refused(judging, 'has a signature by one of `archive-signers` that does not hold: its bytes were changed, or it is of a kind too weak');
    }
    return right[0] ?? { kind: 'unknown', keyId: (0,openpgp_keys/* keyIdText */.Wr)(first.issuerKeyID) };
}
async function check(claim) {
    const { signature, signer, part } = claim;
    if (await holds(claim)) {
        const name = await (0,openpgp_keys/* userIdOf */.w)(signer);
        const made = signature.created ?? new Date(0);
        return { kind: 'valid', fingerprint: (0,openpgp_keys/* fingerprintText */.UP)(signer), name, made };
    }
    if (!(await fits(claim)))
        return 'wrong';
    return { kind: 'invalid', keyId: (0,openpgp_keys/* keyIdText */.Wr)(part.getKeyID()), why: await whyInvalid(claim) };
}
async function holds({ signature, signer, content }) {
    const openpgp = await __webpack_require__.e(/* import() */ 36).then(__webpack_require__.bind(__webpack_require__, 1036));
    const packets = new openpgp.PacketList();
    packets.push(signature);
    const message = await messageOf(content);
    const { signatures } = await openpgp.verify({
        message,
        signature: new openpgp.Signature(packets),
        verificationKeys: signer,
        format: 'binary',
    });
    // It is verified while the message flows by.
    await (0,openpgp_stream/* drain */.Z)(message.write());
    return (await signatures[0]?.verified.catch(() => false)) === true;
}
/** Whether the key made this signature for these bytes, whatever became of the key. */
async function fits({ signature, part, content }) {
    const message = await messageOf(content);
    const [literal] = message.packets;
    const { enums } = await __webpack_require__.e(/* import() */ 36).then(__webpack_require__.bind(__webpack_require__, 1036));
    const { signatureType: type } = signature;
    const isOfBytes = type === enums.signature.binary || type === enums.signature.text;
    if (literal === undefined || !isOfBytes)
        return false;
    try {
        // Dated as the signature is, so that no date can be wrong here.
        const made = signature.created ?? new Date(0);
        const verified = signature.verify(part.keyPacket, type, literal, made, true);
        await Promise.all([verified, (0,openpgp_stream/* drain */.Z)(message.write())]);
        return true;
    }
    catch {
        return false;
    }
}
async function messageOf(content) {
    const openpgp = await __webpack_require__.e(/* import() */ 36).then(__webpack_require__.bind(__webpack_require__, 1036));
    const message = await openpgp.createMessage({ binary: web_.ReadableStream.from(content) });
    return message;
}
async function whyInvalid({ signature, signer }) {
    const made = signature.created ?? new Date(0);
    if (made.getTime() > Date.now())
        return 'its date is still to come';
    if (signature.isExpired())
        return 'it has expired';
    return ((await (0,openpgp_keys/* whyUnusable */.II)(signer, made)) ??
        'that key was not to sign then: it is younger or not meant for it, or its subkey was revoked or had expired');
}
function refused(judging, how) {
    return new errors_0/* ActionError */.lZ('ARCHIVE_SIGNATURE', {
        what: `${judging.shown} ${how}; nothing of it was used`,
        fix: 'Find out where it comes from. Add a public key to `archive-signers` only if you trust its owner.',
    });
}

;// CONCATENATED MODULE: ./archive/sealed-message.js
// One encrypted OpenPGP message: who can open it, and what is in it. Owns that nothing comes out before
// the last byte was proven, and how large the contents may get.





/** Each costs a moment of hashing, or a private key's arithmetic. */
const MOST_PASSPHRASES = 8;
const MOST_KEYS = 1000;
const SHOWN_KEYS = 10;
/** What OpenPGP itself puts around the contents. */
const FRAME_BYTES = 1024 * 1024;
const FRAME_SHARE = 0.01;
const SLICE_BYTES = 64 * 1024;
class SealedMessage {
    #openpgp;
    #source;
    #config;
    constructor(openpgp, source) {
        this.#openpgp = openpgp;
        this.#source = source;
        this.#config = {
            // Proven, then parsed: where damage makes another kind of packet begin, the library would wait for
            // ever. Costs the memory of all that is encrypted once more; what is packed in it stops at its limit.
            allowUnauthenticatedStream: false,
            maxDecompressedMessageSize: Math.ceil(source.maxBytes * (1 + FRAME_SHARE)) + FRAME_BYTES,
            // 1 GiB, which the archive could else ask for without limit.
            maxArgon2MemoryExponent: 20,
        };
    }
    /** @throws ActionError ARCHIVE_LOCKED, ARCHIVE_DAMAGED */
    async unlock({ key, passphrase }) {
        const locks = this.#locksOf(await this.#read());
        if (key === undefined && passphrase === undefined) {
            throw this.#locked(`is encrypted ${shownLocks(locks)}, and neither \`archive-passphrase\` nor \`archive-decryption-key\` is given`);
        }
        const failed = [];
        if (key !== undefined) {
            const found = await this.#sessionKeys({ decryptionKeys: key });
            if (found[0] !== undefined)
                return found[0];
            failed.push(whyKeyFailed(key, locks));
        }
        if (passphrase !== undefined) {
            for (const form of (0,openpgp_keys/* passphraseForms */.ob)(passphrase.reveal())) {
                for (const found of await this.#sessionKeys({ passwords: form })) {
                    if (await this.#fits(found))
                        return found;
                }
            }
            failed.push('`archive-passphrase` does not open it');
        }
        throw this.#locked(`is encrypted ${shownLocks(locks)}, but ${failed.join(', and ')}`);
    }
    /** @throws ActionError ARCHIVE_DAMAGED, ARCHIVE_TOO_LARGE */
    async contents(sessionKey) {
        const { maxBytes } = this.#source;
        try {
            await this.#countSignatures(sessionKey);
            const opened = await this.#openpgp.decrypt({
                message: await this.#read(),
                sessionKeys: sessionKey,
                format: 'binary',
                config: this.#config,
            });
            const chunks = [];
            let total = 0;
            for await (const chunk of opened.data) {
                total += chunk.length;
                if (total > maxBytes)
                    throw this.#tooLarge();
                chunks.push(chunk);
            }
            const signatures = await Promise.all(opened.signatures.map(({ signature }) => signature));
            return { chunks, signatures: signatures.flatMap(({ packets }) => [...packets]) };
        }
        catch (error) {
            if (error instanceof errors_0/* ActionError */.lZ)
                throw error;
            // The one thing that is asked of the library's words, which go no further.
            if (/maximum decompressed/i.test(String(error)))
                throw this.#tooLarge();
            throw this.#damaged('bytes were changed or are missing');
        }
    }
    // The library hashes all bytes for each signature at once, with more and more memory.
    async #countSignatures(sessionKey) {
        const amount = (await this.#inner(sessionKey)).getSigningKeyIDs().length;
        if (amount > MOST_SIGNATURES)
            throw this.#damaged(`${amount} signatures are more than are looked at`);
    }
    async #inner(sessionKey) {
        const config = { ...this.#openpgp.config, ...this.#config };
        const keys = [sessionKey];
        return (await this.#read()).decrypt(undefined, undefined, keys, undefined, config);
    }
    async #opensWith(sessionKey) {
        try {
            await this.#inner(sessionKey);
            return true;
        }
        catch {
            return false;
        }
    }
    /** Anew for each use, which takes what it reads. */
    async #read() {
        const { bytes, isArmored } = this.#source;
        const config = this.#config;
        try {
            return isArmored
                ? (await this.#openpgp.readMessage({
                    armoredMessage: web_.ReadableStream.from(texts(bytes)),
                    config,
                }))
                : await this.#openpgp.readMessage({
                    binaryMessage: web_.ReadableStream.from(slices(bytes)),
                    config,
                });
        }
        catch {
            throw this.#damaged('it cannot be read as an OpenPGP message');
        }
    }
    #locksOf(message) {
        const { packet } = this.#openpgp.enums;
        const { packets } = message;
        if (packets.findPacket(packet.symmetricallyEncryptedData) !== undefined) {
            throw this.#locked('is encrypted without a proof that its bytes were not changed');
        }
        const data = [packet.symEncryptedIntegrityProtectedData, packet.aeadEncryptedData];
        if (packets.filterByTag(...data).length === 0) {
            throw this.#damaged('it is OpenPGP, but not encrypted');
        }
        const keyIds = message.getEncryptionKeyIDs().map(openpgp_keys/* keyIdText */.Wr);
        const passphrases = packets.filterByTag(packet.symEncryptedSessionKey).length;
        if (keyIds.length > MOST_KEYS || passphrases > MOST_PASSPHRASES) {
            throw this.#locked(`has ${keyIds.length} recipients and ${passphrases} passphrases, more than are tried`);
        }
        return { keyIds, passphrases };
    }
    async #sessionKeys(openers) {
        const message = await this.#read();
        try {
            return await this.#openpgp.decryptSessionKeys({ message, ...openers, config: this.#config });
        }
        catch {
            return [];
        }
    }
    // A passphrase opens always, to nonsense where it is the wrong one. In the form without a proof of its
    // own two of the first bytes come twice, so that wrong ones are told from damage.
    async #fits({ data, algorithm }) {
        const { packet } = this.#openpgp.enums;
        const { packets } = await this.#read();
        const sealed = packets.findPacket(packet.symEncryptedIntegrityProtectedData);
        if (sealed === undefined)
            return true;
        const [version, ...start] = await firstBytes(sealed.write(), 1 + 18);
        // Cut off, or another form: what comes next says so.
        if (version !== 1 || start.length < 18)
            return true;
        // One wrong passphrase in 256 opens to a key of Twofish, which has to be tried.
        if (algorithm?.startsWith('aes') !== true)
            return this.#opensWith({ data, algorithm });
        const cipher = (0,external_node_crypto_.createDecipheriv)(`aes-${data.length * 8}-cfb`, data, Buffer.alloc(16));
        const clear = cipher.update(Buffer.from(start));
        return clear.subarray(14, 16).equals(clear.subarray(16, 18));
    }
    #locked(how) {
        return new errors_0/* ActionError */.lZ('ARCHIVE_LOCKED', {
            what: `${this.#source.shown} ${how}`,
            fix: 'Give the passphrase as `archive-passphrase`, or the private key of a recipient as `archive-decryption-key`.',
        });
    }
    #damaged(why) {
        return new errors_0/* ActionError */.lZ('ARCHIVE_DAMAGED', {
            what: `${this.#source.shown}: ${why}; nothing of it was used`,
            fix: 'Fetch it again and compare its SHA-256 with the one that `export` gave out, or take an older one.',
        });
    }
    #tooLarge() {
        return new errors_0/* ActionError */.lZ('ARCHIVE_TOO_LARGE', {
            what: `${this.#source.shown} holds more than ${this.#source.maxBytes} bytes once it is decrypted`,
            fix: 'Look where it comes from. A store of such a size has to be split.',
        });
    }
}
function whyKeyFailed(key, { keyIds }) {
    const own = key.getKeyIDs().map(openpgp_keys/* keyIdText */.Wr);
    return own.some((id) => keyIds.includes(id))
        ? '`archive-decryption-key` does not open the part for it: the key is not whole, or bytes were changed'
        : `\`archive-decryption-key\` (${own.join(', ')}) is none of them`;
}
function shownLocks({ keyIds, passphrases }) {
    const shown = keyIds.slice(0, SHOWN_KEYS).map((id) => (/^0+$/.test(id) ? 'a hidden one' : id));
    const more = keyIds.length > SHOWN_KEYS ? ` and ${keyIds.length - SHOWN_KEYS} more` : '';
    const noun = keyIds.length === 1 ? 'key' : 'keys';
    const keys = shown.length > 0 ? [`to the ${noun} ${shown.join(', ')}${more}`] : [];
    return [...keys, ...(passphrases > 0 ? ['with a passphrase'] : [])].join(' and ');
}
function* slices(bytes) {
    for (let at = 0; at < bytes.length; at += SLICE_BYTES)
        yield bytes.subarray(at, at + SLICE_BYTES);
}
function* texts(bytes) {
    for (const slice of slices(bytes))
        yield Buffer.from(slice).toString('latin1');
}
/**
 * None where it is cut off.
 * @param written a stream, although the library's types say otherwise
 */
async function firstBytes(written, length) {
    const first = [];
    let got = 0;
    try {
        for await (const chunk of written) {
            first.push(chunk);
            got += chunk.length;
            if (got >= length)
                break;
        }
    }
    catch {
        return Buffer.alloc(0);
    }
    return Buffer.concat(first).subarray(0, length);
}

;// CONCATENATED MODULE: ./archive/opening.js




const ARMOR = '-----BEGIN PGP ';
/** The packets that a message begins with: session keys, encrypted or signed data, a marker. */
const FIRST_TAGS = new Set([1, 2, 3, 4, 8, 9, 10, 11, 18, 20]);
/** Whether a file that starts so is OpenPGP, armored or not. Neither gzip nor tar are. */
function isSealed(start) {
    return isArmored(start) || FIRST_TAGS.has(tagOf(start[0] ?? 0));
}
function isArmored(start) {
    return Buffer.from(start.subarray(0, 1024)).toString('latin1').trimStart().startsWith(ARMOR);
}
function tagOf(first) {
    if (first < 0x80)
        return 0;
    return first < 0xc0 ? (first >> 2) & 0xf : first & 0x3f;
}
/** @throws ActionError ARCHIVE_LOCKED, ARCHIVE_DAMAGED, ARCHIVE_SIGNATURE, ARCHIVE_TOO_LARGE, ARCHIVE_KEY_INVALID */
async function openSealed(bytes, request) {
    const errors = [];
    const judging = await readJudging(request, errors);
    const key = await readDecryptionKey(request, errors);
    (0,errors_0/* throwIfAny */.MI)(errors);
    const { shown, maxBytes, passphrase } = request;
    const source = { bytes, isArmored: isArmored(bytes), shown, maxBytes };
    const message = new SealedMessage(await __webpack_require__.e(/* import() */ 36).then(__webpack_require__.bind(__webpack_require__, 1036)), source);
    const sessionKey = await message.unlock({ key, passphrase });
    const { chunks, signatures } = await message.contents(sessionKey);
    return { chunks, signature: await judge(signatures, chunks, judging) };
}
/**
 * @param signature what lies beside an archive that is not encrypted, armored or binary
 * @throws ActionError ARCHIVE_SIGNATURE, ARCHIVE_KEY_INVALID
 */
async function verifyDetached(bytes, signature, request) {
    const errors = [];
    const judging = await readJudging(request, errors);
    (0,errors_0/* throwIfAny */.MI)(errors);
    return judge(await readSignature(signature, request.shown), [bytes], judging);
}
async function readSignature(bytes, shown) {
    const openpgp = await __webpack_require__.e(/* import() */ 36).then(__webpack_require__.bind(__webpack_require__, 1036));
    try {
        const given = isArmored(bytes)
            ? { armoredSignature: Buffer.from(bytes).toString('utf8').trim() }
            : { binarySignature: bytes };
        const { packets } = await openpgp.readSignature(given);
        const signatures = packets.filterByTag(openpgp.enums.packet.signature);
        if (signatures.length > 0)
            return signatures;
    }
    catch {
        // Said below.
    }
    throw new errors_0/* ActionError */.lZ('ARCHIVE_SIGNATURE', {
        what: `the signature beside ${shown} cannot be read: it is cut off, damaged or something else`,
        fix: 'Fetch archive and signature again, or remove the signature if you trust the archive without it.',
    });
}
async function readJudging(request, errors) {
    const { shown, requireSignature } = request;
    return { shown, requireSignature, signers: await readSigners(request.signers, errors) };
}
async function readDecryptionKey({ decryptionKey, decryptionPassphrase }, errors) {
    if (decryptionKey === undefined)
        return undefined;
    try {
        return await (0,openpgp_keys/* openPrivateKey */.V9)({
            key: decryptionKey,
            passphrase: decryptionPassphrase,
            passphraseInput: 'archive-decryption-passphrase',
            invalid: notADecryptionKey,
        });
    }
    catch (error) {
        if (!(error instanceof errors_0/* ActionError */.lZ))
            throw error;
        errors.push(error);
        return undefined;
    }
}
function notADecryptionKey(why) {
    return new errors_0/* ActionError */.lZ('ARCHIVE_KEY_INVALID', {
        what: `\`archive-decryption-key\` cannot be used: ${why}`,
        fix: 'Give the whole output of `gpg --armor --export-secret-keys KEY-ID` as a secret, and its passphrase as `archive-decryption-passphrase`.',
    });
}

// EXTERNAL MODULE: ./archive/unpack.js + 5 modules
var unpack = __webpack_require__(690);
// EXTERNAL MODULE: ./check/file-soundness.js
var file_soundness = __webpack_require__(2679);
// EXTERNAL MODULE: ./platform/printable.js
var printable = __webpack_require__(9298);
// EXTERNAL MODULE: ./commands/archive-place.js
var archive_place = __webpack_require__(2404);
;// CONCATENATED MODULE: ./commands/archive-source.js
// The archive that is to be imported: found, opened where it is encrypted, its signature checked, unpacked
// in memory and judged. Nothing of the store is looked at, and nothing is written.












/** What is packed of 1 GiB, which ciphertext does not shrink, with room for the envelopes. */
const MAX_ARCHIVE_BYTES = layout/* MAX_SELECTED_BYTES */.rA + 64 * 1024 * 1024;
const MAX_SIGNATURE_BYTES = 64 * 1024;
/**
 * @throws ActionError INPUT_INVALID, ARCHIVE_NOT_FOUND, ARCHIVE_LOCKED, ARCHIVE_SIGNATURE, ARCHIVE_DAMAGED,
 * ARCHIVE_UNSAFE, ARCHIVE_TOO_LARGE, ARCHIVE_INCOMPLETE, CONFIG_INVALID
 */
async function readArchive(inputs, workflow) {
    const { archive } = inputs;
    if (archive.requireSignature && archive.signers === undefined)
        throw withoutSigners();
    const path = archivePath(inputs, workflow);
    const shown = (0,files/* shownPath */.pS)(workflow.workspace.real, path);
    const bytes = readFile(path, shown);
    const request = { ...archive, shown, maxBytes: MAX_ARCHIVE_BYTES };
    const isWhole = !isSealed(bytes);
    const opened = isWhole
        ? { chunks: [bytes], signature: await signatureBeside(path, bytes, request) }
        : await openSealed(bytes, request);
    const contents = await archive_source_unpack(opened.chunks, shown);
    await refuseExposed(contents, shown, workflow);
    return {
        path,
        shown,
        size: bytes.length,
        isSealed: !isWhole,
        signature: opened.signature,
        contents,
        warnings: skippedWarnings(contents, shown),
    };
}
function withoutSigners() {
    return new errors_0/* ActionError */.lZ('INPUT_INVALID', {
        what: '`require-signature` is set, but `archive-signers` is empty',
        fix: 'Give the public keys of those who may sign, as `gpg --armor --export KEY-ID` writes them.',
    });
}
function archivePath({ archive: { path: given } }, workflow) {
    if (given === undefined) {
        throw new errors_0/* ActionError */.lZ('INPUT_INVALID', {
            what: '`import` needs `archive`: which file to restore',
            fix: 'Add it: `archive: kanuka-secrets-2026-01-31.tar.gz`, absolute or relative to the workspace.',
        });
    }
    const path = (0,archive_place/* absolutePath */.H)(workflow, given);
    const real = workflow.workspace.real;
    if ((0,files/* isWithin */.UO)(real, path) && !(0,files/* isFreeOfLinks */.HQ)(real, path)) {
        throw new errors_0/* ActionError */.lZ('PATH_UNSAFE', {
            what: `\`archive: ${given}\` leads through a link of the checkout`,
            fix: 'Name the file itself.',
        });
    }
    const stats = (0,files/* statOf */._N)(path);
    if (stats && !stats.isDirectory())
        return path;
    throw new errors_0/* ActionError */.lZ('ARCHIVE_NOT_FOUND', {
        what: `\`archive: ${given}\` ${stats ? 'is a folder' : 'does not exist'}`,
        fix: stats
            ? archivesIn(path, given)
            : 'Download it in an earlier step, and name it relative to the workspace or absolute.',
    });
}
function archivesIn(path, given) {
    const names = (0,external_node_fs_.readdirSync)(path).filter((name) => /\.(tar\.gz|tgz)(\.(gpg|pgp|asc))?$/.test(name));
    const newest = names.toSorted().toReversed().slice(0, 10);
    if (newest.length === 0)
        return 'It holds no archive.';
    const folder = given.replace(/[/\\]+$/, '');
    return `Name one of: ${newest.map((name) => `${folder}/${name}`).join(', ')}`;
}
function readFile(path, shown) {
    const read = (0,files/* readRegularFile */.XF)(path, MAX_ARCHIVE_BYTES);
    if ('bytes' in read)
        return read.bytes;
    if (read.failure === 'too large') {
        throw new errors_0/* ActionError */.lZ('ARCHIVE_TOO_LARGE', {
            what: `${shown} has ${(0,printable/* size */.Ej)(read.size ?? 0)}; at most ${(0,printable/* size */.Ej)(MAX_ARCHIVE_BYTES)} are read`,
            where: { file: shown },
            fix: 'Look where it comes from: no backup of a store that this action can open is so large.',
        });
    }
    throw new errors_0/* ActionError */.lZ('FILE_UNREADABLE', {
        what: `${shown} cannot be read: ${read.failure}`,
        where: { file: shown },
        fix: 'It must be a regular file, no link, that the runner may read.',
    });
}
/** `gpg --detach-sign` writes `.sig`, with `--armor` `.asc`, as export does. */
async function signatureBeside(path, bytes, request) {
    for (const ending of ['.asc', '.sig']) {
        const read = (0,files/* readRegularFile */.XF)(path + ending, MAX_SIGNATURE_BYTES);
        if ('bytes' in read)
            return verifyDetached(bytes, read.bytes, request);
        if (read.failure !== 'absent' && request.signers !== undefined) {
            throw new errors_0/* ActionError */.lZ('ARCHIVE_SIGNATURE', {
                what: `${request.shown}${ending} cannot be read as a signature: ${read.failure}`,
                where: { file: `${request.shown}${ending}` },
                fix: 'Put the signature itself there, a regular file, or remove it.',
            });
        }
    }
    if (!request.requireSignature)
        return { kind: 'none' };
    throw new errors_0/* ActionError */.lZ('ARCHIVE_SIGNATURE', {
        what: `${request.shown} is not signed, and \`require-signature\` is set: there is neither ${request.shown}.asc nor ${request.shown}.sig`,
        where: { file: request.shown },
        fix: 'Put the signature that was written with the archive beside it.',
    });
}
async function archive_source_unpack(chunks, shown) {
    const files = new Map();
    const skipped = [];
    let newest;
    const options = { shown, skipped: (path) => void skipped.push(path) };
    for await (const { path, bytes, modified } of (0,unpack/* unpackArchive */.b)(each(chunks), options)) {
        files.set(path, bytes);
        if (newest === undefined || modified > newest)
            newest = modified;
    }
    return { files, skipped, newest };
}
async function* each(chunks) {
    yield* chunks;
}
function skippedWarnings({ skipped }, shown) {
    return skipped.map((path) => ({
        text: `${path} in ${shown} is no secret file by its name and was skipped; Kanuka's CLI packs such files too`,
    }));
}
/** What is of no use is told when it is known what becomes of it; what is in clear must not come in. */
async function refuseExposed(contents, shown, { workspace }) {
    const { members } = storeIn(contents, shown, workspace.real);
    const owners = new Map(members.flatMap((member) => keyFiles(member).map((path) => [path, member])));
    const errors = [];
    for (const [path, bytes] of contents.files) {
        const found = isKeyFile(path)
            ? await (0,file_soundness/* judgeKeyFile */.v)(path, bytes, owners.get(path))
            : (0,file_soundness/* judgeSecretFile */.A)(bytes);
        if (found?.kind === 'exposed')
            errors.push(exposed(shown, path, found));
    }
    (0,errors_0/* throwIfAny */.MI)(errors);
}
function storeIn(contents, shown, workspace) {
    try {
        return (0,kanuka_store/* readStore */.u)(workspace, workspace, archiveTree(contents));
    }
    catch (error) {
        if (!(error instanceof errors_0/* ActionError */.lZ))
            throw error;
        throw new errors_0/* ActionError */.lZ(error.code, {
            what: `in ${shown}: ${error.what}`,
            where: { file: shown },
            fix: 'Take another archive: this one is no backup that could be restored.',
        });
    }
}
function isKeyFile(path) {
    return path.startsWith(`${layout/* STORE_FOLDER */.dB}/`);
}
function exposed(shown, path, { what }) {
    return new errors_0/* ActionError */.lZ('ARCHIVE_UNSAFE', {
        what: `${shown}: ${path} ${what}`,
        where: { file: shown },
        fix: 'Do not use it: it would put something readable where ciphertext belongs. Change what it holds, for whoever has the archive has that.',
    });
}

// EXTERNAL MODULE: ./commands/commit-stores.js + 8 modules
var commit_stores = __webpack_require__(4876);
// EXTERNAL MODULE: ./commands/masks.js
var masks = __webpack_require__(5405);
// EXTERNAL MODULE: ./commands/open-stores.js + 1 modules
var open_stores = __webpack_require__(8054);
// EXTERNAL MODULE: ./commands/command.js
var command = __webpack_require__(7305);
// EXTERNAL MODULE: ./commands/commit-report.js
var commit_report = __webpack_require__(6450);
;// CONCATENATED MODULE: ./commands/restore-report.js





function describeImport(outcome, facts) {
    const { results, failures, committed } = outcome;
    const { inputs, read } = facts;
    const files = results.flatMap(({ store, plan }) => plan.rows
        .filter(({ path, state }) => isBack(state) && (0,layout/* isSecretFileName */.e0)(path.split('/').at(-1) ?? ''))
        .map(({ path }) => store.shown(path)));
    const members = results.flatMap(({ plan }) => membersWithAccess(plan));
    const isChanged = !inputs.dryRun && results.some(({ edits }) => edits.length > 0);
    return {
        ...command/* EMPTY_REPORT */.V,
        headline: headline(outcome, facts),
        sections: [
            ...results.map((result) => filesSection(result, inputs)),
            ...results.map((result) => membersSection(result, inputs)),
        ],
        notes: [
            ...(unproven(read, inputs).length === 0 ? [signatureNote(read)] : []),
            ...results.map(({ plan }) => proofNote(plan, inputs)),
            ...results.flatMap(({ plan }) => ageNotes(plan, inputs)),
            ...(isChanged ? (0,commit_report/* commitNotes */.DP)(committed, inputs) : []),
        ],
        warnings: [...read.warnings, ...unproven(read, inputs), ...results.flatMap(warnings)],
        failures,
        outputs: {
            changed: String(isChanged),
            files: JSON.stringify(files),
            'files-count': String(files.length),
            'members-count': String(members.length),
            ...(0,commit_report/* commitOutputs */.yp)(committed),
        },
        details: {
            dryRun: inputs.dryRun,
            archive: read.shown,
            mode: inputs.archive.mode,
            signature: signatureDetails(read.signature),
            stores: results.map(details),
            commit: (0,commit_report/* commitDetails */.y5)(committed),
            errors: failures.map(({ code, what }) => ({ code, what })),
        },
    };
}
function isBack(state) {
    return state === 'added' || state === 'replaced';
}
function amountOf({ rows }, state) {
    return rows.filter((row) => row.state === state).length;
}
function headline({ results, committed }, { inputs, read }) {
    const [first] = results;
    if (!first)
        return `Nothing was imported from ${read.shown}`;
    const { plan, store } = first;
    const back = amountOf(plan, 'added') + amountOf(plan, 'replaced');
    const removed = amountOf(plan, 'removed');
    const what = [(0,printable/* count */.U9)(back, 'file'), ...(removed > 0 ? [`${removed} removed`] : [])].join(', ');
    const place = store.path === '.' ? 'the workspace' : store.path;
    if (plan.edits.length === 0)
        return `${read.shown}: ${nothingChanged(plan)}`;
    if (inputs.dryRun)
        return `Dry run: ${what} would be restored from ${read.shown} into ${place}`;
    const where = committed ? `. ${(0,commit_report/* whereTo */.VM)(committed)}` : '';
    return `${what} restored from ${read.shown} into ${place}${where}`;
}
function nothingChanged(plan) {
    const [kept, out] = [amountOf(plan, 'kept'), amountOf(plan, 'left out')];
    if (kept + out === 0)
        return 'the store has everything already, nothing was changed';
    return `nothing was changed (files that differ and stay: ${kept}, left out: ${out})`;
}
const DONE = {
    added: 'added',
    replaced: 'replaced',
    removed: 'removed',
    kept: 'differs, kept as it is',
    same: 'the same',
    'left out': 'left out',
};
const PLANNED = {
    added: 'would be added',
    replaced: 'would be replaced',
    removed: 'would be removed',
};
function filesSection({ store, plan }, { dryRun }) {
    const rows = plan.rows.map(({ path, state, why }) => {
        const result = (dryRun ? PLANNED[state] : undefined) ?? DONE[state];
        return [store.shown(path), why === undefined ? result : `${result}: ${why}`];
    });
    return { title: 'Files', columns: ['file', 'result'], rows };
}
/** Whoever has a wrapped key afterwards. */
function membersWithAccess({ members }) {
    return members.filter(({ state }) => state !== 'pending');
}
function membersSection({ plan }, { dryRun }) {
    const granted = new Set(plan.returning.filter(({ isGranted }) => isGranted).map(({ member }) => member.uuid));
    const has = dryRun ? 'would have access' : 'has access';
    const access = ({ uuid, state }) => {
        if (state === 'pending')
            return 'has no access yet: it has no wrapped key';
        return granted.has(uuid) ? `${has} again, as \`grant\` says` : has;
    };
    const rows = [
        ...plan.members.map((member) => [(0,kanuka_access/* describeMember */.w8)(member), access(member)]),
        ...plan.returning
            .filter(({ isGranted }) => !isGranted)
            .map(({ member }) => [(0,kanuka_access/* describeMember */.w8)(member), 'not brought back: not named in `grant`']),
    ];
    return { title: 'Members', columns: ['member', 'access'], rows };
}
function proofNote({ verified }, { privateKey }) {
    return verified === 'unverified' && privateKey
        ? 'There is no secret file that could show whether the private key opens the store.'
        : PROOF[verified];
}
const PROOF = {
    opened: 'Proof: every secret file of the store opens with the private key that was given.',
    'same keys': 'Proof: the wrapped keys of archive and store are equal byte by byte, so both have one symmetric key. Nothing was decrypted.',
    unverified: 'Nothing was decrypted, as there is no `private-key`: whether the store opens is for a later `decrypt` to show.',
};
/** Whoever names signers expects one of them. */
function unproven(read, { archive }) {
    if (archive.signers === undefined || read.signature.kind === 'valid')
        return [];
    return [{ text: `${signatureNote(read)}. With \`require-signature: true\` it would be refused` }];
}
function signatureNote({ signature, isSealed, shown }) {
    const kind = isSealed ? 'encrypted' : 'not encrypted as a whole';
    switch (signature.kind) {
        case 'none':
            return `${shown} is ${kind}, and not signed`;
        case 'unchecked':
            return `${shown} is ${kind}; its signature was not checked, as \`archive-signers\` is empty`;
        case 'unknown':
            return `${shown} is ${kind}; it is signed by ${signature.keyId}, which is none of \`archive-signers\``;
        case 'invalid':
            return `${shown} is ${kind}; it is signed by ${signature.keyId}, but ${signature.why}`;
        case 'valid':
            return `${shown} is ${kind}; good signature of ${signature.fingerprint} (${signature.name}), made on ${day(signature.made)}`;
    }
}
function ageNotes({ isOlderThanRotation: age }, { archive }) {
    if (!age)
        return [];
    const after = archive.mode === 'replace'
        ? ': whoever had that older key can read the store again. Run `command: sync` now'
        : '';
    return [
        `The archive is of ${day(age.archived)}, before the last rotation on ${day(age.rotated)}; its symmetric key is older than the store's${after}.`,
    ];
}
function warnings({ plan }) {
    return plan.warnings.map(({ file, what }) => ({ file, text: `${file} ${what}` }));
}
function day(date) {
    return date.toISOString().slice(0, 10);
}
function signatureDetails(signature) {
    return signature.kind === 'valid'
        ? {
            kind: signature.kind,
            fingerprint: signature.fingerprint,
            made: signature.made.toISOString(),
        }
        : signature;
}
function details({ store, plan }) {
    return {
        path: store.path,
        verified: plan.verified,
        files: plan.rows.map(({ path, state }) => ({ path, state })),
        members: membersWithAccess(plan).map(({ uuid }) => uuid),
        returning: plan.returning.map(({ member, why, isGranted }) => ({
            uuid: member.uuid,
            why,
            isGranted,
        })),
    };
}

// EXTERNAL MODULE: ./kanuka/edits.js
var edits = __webpack_require__(1146);
// EXTERNAL MODULE: ./kanuka/log-edit.js
var log_edit = __webpack_require__(4566);
// EXTERNAL MODULE: ./kanuka/config.js
var config = __webpack_require__(509);
;// CONCATENATED MODULE: ./archive/archived.js
// The archive as a store to compare with: configuration, members, secret files. What it lacks to be one
// is an error that names the archive.





/**
 * @param shown how errors name the archive
 * @throws ActionError ARCHIVE_INCOMPLETE, CONFIG_INVALID
 */
function readArchived(archive, shown) {
    const { files } = archive;
    const tree = archiveTree(archive);
    const config = readConfig(files.get(layout/* CONFIG_FILE */.g2), shown);
    return {
        files,
        tree,
        config,
        members: (0,members/* readMembers */.mo)(tree, config),
        secretFiles: [...files.keys()]
            .filter((path) => !path.startsWith(`${layout/* STORE_FOLDER */.dB}/`))
            .toSorted(),
    };
}
function readConfig(bytes, shown) {
    if (!bytes) {
        throw new errors_0/* ActionError */.lZ('ARCHIVE_INCOMPLETE', {
            what: `${shown} holds no ${layout/* CONFIG_FILE */.g2}`,
            fix: 'Name an archive that `export` or `kanuka secrets export` made.',
        });
    }
    try {
        return (0,config/* parseConfig */.o)(bytes, inArchive(shown, layout/* CONFIG_FILE */.g2));
    }
    catch (error) {
        if (!(error instanceof errors_0/* ActionError */.lZ))
            throw error;
        throw new errors_0/* ActionError */.lZ(error.code, { what: error.what, fix: 'Take another archive.' });
    }
}
/** How messages name a file of the archive. */
function inArchive(shown, path) {
    return `${shown}: ${path}`;
}

// EXTERNAL MODULE: ./kanuka/secretbox.js
var secretbox = __webpack_require__(5866);
// EXTERNAL MODULE: ./kanuka/symmetric-key.js
var symmetric_key = __webpack_require__(4134);
;// CONCATENATED MODULE: ./archive/one-key.js
// A merge puts files of two sides into one store: whether both have one symmetric key, told by the wrapped
// keys, with or without a private key. That all files open is looked at afterwards, on the result.






/** Both sides have wrapped keys for somebody, and the same bytes for everybody whom both have. */
function haveSameKeys(one, other) {
    const pairs = one.members.flatMap(({ uuid }) => {
        const [mine, theirs] = [one, other].map((side) => wrappedKey(side, uuid));
        return mine && theirs ? [mine.equals(theirs)] : [];
    });
    return pairs.length > 0 && pairs.every(Boolean);
}
/**
 * Without a private key bytes have to tell.
 * @param shown how errors name the archive
 * @throws ActionError KEY_MISSING
 */
function refuseUnproven(present, archived, shown) {
    const hasKeys = present.members.some(({ state }) => state !== 'pending');
    const isProven = hasKeys ? haveSameKeys(present, archived) : haveSameFiles(present, archived);
    if (isProven)
        return;
    throw new errors_0/* ActionError */.lZ('KEY_MISSING', {
        what: `\`private-key\` is empty, and nothing else shows that the secret files of the store and of ${shown} open with one symmetric key`,
        fix: 'Give `private-key` of a member, or take the archive as a whole: `import-mode: replace`.',
    });
}
/**
 * @throws ActionError KEYS_MIXED
 */
async function refuseMixed([present, archived], privateKey, shown) {
    const keys = [present, archived].map((side) => ownKeys(side, privateKey));
    try {
        const [today = [], then = []] = keys;
        const isOne = today.length > 0 && then.length > 0
            ? today.some((key) => then.some((other) => (0,external_node_crypto_.timingSafeEqual)(key, other)))
            : haveSameKeys(present, archived) ||
                // Who is a member on one side only: what the other side sealed tells.
                ((await opensOneOf(archived, today)) && (await opensOneOf(present, then)));
        if (!isOne)
            throw mixed(shown);
    }
    finally {
        for (const key of keys.flat())
            key.fill(0);
    }
}
function mixed(shown) {
    return new errors_0/* ActionError */.lZ('KEYS_MIXED', {
        what: `${shown} has another symmetric key than the store: after a merge, some files would open with one and others with the other`,
        fix: 'Take the archive as a whole with `import-mode: replace`; or decrypt it elsewhere, and encrypt what is missing here anew.',
    });
}
function haveSameFiles(one, other) {
    return one.secretFiles.every((path) => {
        const [mine, theirs] = [one, other].map(({ tree }) => tree.read(path, layout/* MAX_SECRET_FILE_BYTES */.J4));
        return mine && theirs && 'bytes' in mine && 'bytes' in theirs && mine.bytes.equals(theirs.bytes);
    });
}
function wrappedKey({ tree }, uuid) {
    const read = tree.read((0,layout/* wrappedKeyPath */.y$)(uuid), layout/* MAX_KEY_FILE_BYTES */.Qn);
    return 'bytes' in read ? read.bytes : undefined;
}
function ownKeys(side, privateKey) {
    const own = (0,external_node_crypto_.createPublicKey)(privateKey.key);
    return side.members
        .filter(({ publicKey }) => publicKey?.equals(own))
        .flatMap(({ uuid }) => {
        const wrapped = wrappedKey(side, uuid);
        return (wrapped && (0,symmetric_key/* unwrap */.oA)(wrapped, privateKey)) ?? [];
    });
}
/** True also where there is nothing that could have another key. */
async function opensOneOf(side, keys) {
    if (keys.length === 0)
        return true;
    if (side.secretFiles.length === 0)
        return side.members.every(({ state }) => state === 'pending');
    for (const path of side.secretFiles) {
        const read = side.tree.read(path, layout/* MAX_SECRET_FILE_BYTES */.J4);
        if ('bytes' in read && keys.some((key) => (0,secretbox/* openSecretbox */.i)(read.bytes, key)))
            return true;
        await (0,files/* breathe */.q7)();
    }
    return false;
}

// EXTERNAL MODULE: ./archive/entries.js
var archive_entries = __webpack_require__(6916);
;// CONCATENATED MODULE: ./archive/places.js
// Whether new files can be made where they are to be: nothing else has the name, on any disk, and
// nothing on the way is a link or a file.


/**
 * @param paths of files that are to be made, relative to the root
 * @throws ActionError TARGET_CLASH, TARGET_NOT_A_FILE, PATH_UNSAFE
 */
function refuseImpossiblePlaces(present, paths) {
    const listings = new Map();
    const list = (folder) => {
        if (!listings.has(folder))
            listings.set(folder, listingOf(present, folder));
        return listings.get(folder);
    };
    (0,errors_0/* throwIfAny */.MI)(paths.flatMap((path) => obstacle(present, path, list) ?? []));
}
function listingOf({ tree }, folder) {
    const entries = tree.entries(folder);
    return (entries && {
        kinds: new Map(entries.map(({ name, kind }) => [name, kind])),
        folded: new Map(entries.map(({ name }) => [(0,archive_entries/* foldedName */.mw)(name), name])),
    });
}
function obstacle({ shown }, path, list) {
    let above = '';
    for (const name of path.split('/')) {
        const listing = list(above.slice(0, -1));
        const here = above + name;
        const kind = listing?.kinds.get(name);
        if (kind === undefined) {
            const twin = listing?.folded.get((0,archive_entries/* foldedName */.mw)(name));
            return twin === undefined ? undefined : clash(shown(path), shown(above + twin));
        }
        if (here === path)
            return occupied(shown(path));
        if (kind !== 'folder')
            return blocked(shown(path), shown(here));
        above = `${here}/`;
    }
    return undefined;
}
function clash(path, twin) {
    return new errors_0/* ActionError */.lZ('TARGET_CLASH', {
        what: `${path} of the archive and ${twin}, which is there, differ only by case or Unicode form`,
        where: { file: twin },
        fix: `Rename or remove ${twin} first: some disks take both for one.`,
    });
}
function occupied(path) {
    return new errors_0/* ActionError */.lZ('TARGET_NOT_A_FILE', {
        what: `${path} of the archive cannot be written: something that is no regular file has its name`,
        where: { file: path },
        fix: 'Remove what is there (a link, a folder) first.',
    });
}
function blocked(path, way) {
    return new errors_0/* ActionError */.lZ('PATH_UNSAFE', {
        what: `${path} of the archive cannot be written: ${way} is no folder, but a link or a file`,
        where: { file: way },
        fix: 'Remove it, or put a real folder in its place, first.',
    });
}

// EXTERNAL MODULE: ./kanuka/open-store.js
var open_store = __webpack_require__(9003);
;// CONCATENATED MODULE: ./archive/restored.js
// The store as it would be after an import, before anything is written: read as a whole, opened where a
// key is there, and looked at where none is.






/** Messages name files that come from the archive as such. */
function restoredStore({ present, shown, mode }, edits) {
    const after = new Map(edits.map((edit) => [edit.path, edit.after]));
    const paths = new Set([...present.files, ...after.keys()].filter((path) => after.get(path) ?? !after.has(path)));
    const tree = fileTree(paths, (path, limit) => {
        const bytes = after.get(path);
        return bytes ? bounded(bytes, limit) : present.tree.read(path, limit);
    });
    const store = (0,kanuka_store/* readStore */.u)(present.workspace, present.root, tree);
    return {
        ...store,
        title: mode === 'replace' ? `${store.title} of ${shown}` : store.title,
        shown: (path) => mode === 'replace' || after.has(path) ? inArchive(shown, path) : store.shown(path),
    };
}
/** @throws ActionError, ActionErrors when anything in it does not open */
async function openRestored(store, privateKey, { shown, mode }) {
    try {
        return await (0,open_store/* openStore */.C)(store, privateKey, store.secretFiles);
    }
    catch (error) {
        if (!(error instanceof errors_0/* ActionError */.lZ) && !(error instanceof errors_0/* ActionErrors */.o9))
            throw error;
        const errors = error instanceof errors_0/* ActionErrors */.o9 ? error.errors : [error];
        (0,errors_0/* throwIfAny */.MI)(errors.map((each) => fromArchive(each, { shown, mode })));
        throw error;
    }
}
// A place in an archive is none that an annotation could point to.
function fromArchive(error, { shown, mode }) {
    const { code, what, where, fix } = error;
    if (where.file?.startsWith(inArchive(shown, '')) !== true)
        return error;
    const isAboutTheKey = ['KEY_NOT_A_MEMBER', 'KEY_PENDING'].includes(code);
    const byMode = mode === 'replace'
        ? 'Give the private key of somebody who has access in the archive; without one it is imported unverified.'
        : 'Give the private key of somebody who has access today.';
    return new errors_0/* ActionError */.lZ(code, {
        what,
        fix: isAboutTheKey ? byMode : code === 'FILE_TOO_LARGE' ? fix : 'Take another archive.',
    });
}
/** What can be told without a key of the files that the archive brings. */
function damages({ files, members, secretFiles }, isTaken) {
    const ofMembers = members.flatMap((member) => [...oddPublicKey(member), ...oddKey(member, files)]);
    const ofFiles = secretFiles.flatMap((file) => {
        const what = (0,open_store/* damageOf */.t)(files.get(file) ?? Buffer.alloc(0));
        return what === undefined ? [] : [{ file, what }];
    });
    return [...ofMembers, ...ofFiles].filter(({ file }) => isTaken(file));
}
function oddPublicKey({ uuid, oddity }) {
    return oddity === undefined ? [] : [{ file: (0,layout/* publicKeyPath */.GK)(uuid), what: oddity }];
}
function oddKey({ uuid, publicKey }, files) {
    const file = (0,layout/* wrappedKeyPath */.y$)(uuid);
    const bytes = files.get(file)?.length;
    const bits = publicKey?.asymmetricKeyDetails?.modulusLength;
    if (bytes === undefined || bits === undefined || bytes === Math.ceil(bits / 8))
        return [];
    return [
        { file, what: `has ${bytes} bytes, and a key wrapped for ${uuid} has ${Math.ceil(bits / 8)}` },
    ];
}

;// CONCATENATED MODULE: ./archive/rows.js
// What becomes of each file: of those in the archive, and of those that are there today. Decides only.



/** By path; the log is in none. */
function decideRows(comers, returning) {
    const { present, archived, mode } = comers;
    const notTaken = notTakenBy(comers, returning);
    const rows = [...archived.files].map(([path, bytes]) => {
        const why = nestedIn(present, path) ?? notTaken.get(path);
        const today = present.files.has(path) ? (0,edits/* bytesAt */.L1)(present, path) : undefined;
        if (!today)
            return why === undefined ? { path, state: 'added' } : { path, state: 'left out', why };
        if ((0,edits/* isSame */.Ft)(path, today, bytes))
            return { path, state: 'same' };
        return { path, state: mode === 'merge' ? 'kept' : 'replaced' };
    });
    const removed = [...present.files]
        .filter((path) => mode === 'replace' && path !== layout/* AUDIT_FILE */.v2 && !archived.files.has(path))
        .map((path) => ({ path, state: 'removed' }));
    return [...rows, ...removed].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
/** Why an entry of the archive is none of the store: a store of its own has come between. */
function nestedIn({ nestedStores, shown }, path) {
    const folder = nestedStores.find((nested) => path.startsWith(`${nested}/`));
    return folder === undefined ? undefined : `belongs to the store in ${shown(folder)}`;
}
/** Key files that a merge does not add. */
function notTakenBy(comers, returning) {
    if (comers.mode === 'replace')
        return new Map();
    const others = comers.archived.members.filter((member) => hasOtherKey(comers, member));
    return new Map([
        ...returning
            .filter(({ isGranted }) => !isGranted)
            .flatMap(({ member }) => keyFiles(member))
            .map((path) => [path, 'of a member without access today, who is not in `grant`']),
        ...others
            .flatMap(keyFiles)
            .map((path) => [path, 'was made for another public key than that of today']),
    ]);
}

;// CONCATENATED MODULE: ./archive/restore.js
// From the store that is there and an archive to the edits that an import makes: all of them, proven as
// far as a key allows, or an error. Pure; nothing is written here.











/**
 * @throws ActionError, ActionErrors. Of the code: ARCHIVE_INCOMPLETE, CONFIG_INVALID, STORE_LEGACY,
 * PROJECT_DIFFERS, GRANT_UNKNOWN, MEMBER_RETURNS, KEY_MISSING, KEYS_MIXED, what opening throws, and what
 * stands where files are to be made
 */
async function planRestore(request) {
    const { present, shown, mode, grant } = request;
    const archived = readArchived(request.archive, shown);
    refuseStore(request, archived);
    const log = (0,log_edit.soundLog)(present);
    const comers = { present, log, archived, mode, grant };
    (0,errors_0/* throwIfAny */.MI)(unknownGrants(comers, shown));
    const returning = findReturning(comers);
    const ungranted = returning.filter(({ isGranted }) => !isGranted);
    const unwanted = mode === 'replace' ? ungranted : ownAmong(comers, ungranted, request.privateKey);
    (0,errors_0/* throwIfAny */.MI)(returnErrors(comers, unwanted, shown));
    const decided = decideRows(comers, returning);
    refuseImpossiblePlaces(present, decided.filter(({ state }) => state === 'added').map(({ path }) => path));
    const config = await configWith(request, archived, returning);
    const rows = config
        ? decided.map((row) => (row.path === layout/* CONFIG_FILE */.g2 ? CONFIG_ROW : row))
        : decided;
    const edits = editsFor(rows, archived, config);
    const { store, member, verified } = await verify(request, archived, edits);
    return {
        edits: withLine(edits, request, { member, filesCount: countOf(rows) }),
        rows,
        returning,
        members: store.members,
        verified,
        isOlderThanRotation: olderThanRotation(request, archived, log),
        warnings: warningsOf(request, archived, rows),
    };
}
const CONFIG_ROW = {
    path: layout/* CONFIG_FILE */.g2,
    state: 'replaced',
    why: 'gets the entries of those who come back; the rest of it stays',
};
/** @throws ActionError when the store of today is in no state for this import, or of another project */
function refuseStore({ present, shown, mode }, { config }) {
    const { problem } = present;
    // A merge adds what is missing, a configuration too.
    const isAllowed = mode === 'replace' || problem?.code === 'CONFIG_MISSING';
    if (problem && (problem.code === 'FILE_UNREADABLE' || !isAllowed)) {
        throw new errors_0/* ActionError */.lZ(problem.code, {
            what: problem.what,
            where: problem.where,
            fix: problem.code === 'FILE_UNREADABLE'
                ? problem.fix
                : `${problem.fix} Or take the archive as a whole: \`import-mode: replace\`.`,
        });
    }
    const today = present.config;
    if (today && today.projectUuid !== config.projectUuid) {
        throw new errors_0/* ActionError */.lZ('PROJECT_DIFFERS', {
            what: `${shown} is of the project "${config.projectName}" (${config.projectUuid}), the store in ${present.path} of "${today.projectName}" (${today.projectUuid})`,
            where: { file: present.shown(layout/* CONFIG_FILE */.g2) },
            fix: 'Name the archive of this store, or the folder of the other one in `working-directory`. For a store of its own in a folder below this one, make an empty `.kanuka/` there first. If this one is to go, remove `.kanuka/` and its secret files first.',
        });
    }
    const inTheWay = mode === 'replace' ? present.others.filter(layout/* isLayoutPath */.Yr) : [];
    (0,errors_0/* throwIfAny */.MI)(inTheWay.map((path) => {
        const file = present.shown(path);
        return new errors_0/* ActionError */.lZ('TARGET_NOT_A_FILE', {
            what: `${file} is no regular file, so it can be neither replaced nor removed`,
            where: { file },
            fix: 'Remove it (a link, a folder) first.',
        });
    }));
}
/** Today's configuration with the entries of those whom a merge brings back, where that changes it. */
async function configWith({ present, mode }, { files }, returning) {
    const today = mode === 'merge' ? (0,edits/* bytesAt */.L1)(present, layout/* CONFIG_FILE */.g2) : undefined;
    const source = files.get(layout/* CONFIG_FILE */.g2);
    const granted = returning.filter(({ isGranted }) => isGranted);
    if (!today || !source || granted.length === 0)
        return undefined;
    const { withMembers } = await Promise.all(/* import() */[__webpack_require__.e(187), __webpack_require__.e(801)]).then(__webpack_require__.bind(__webpack_require__, 7801));
    const uuids = new Set(granted.map(({ member }) => member.uuid));
    return withMembers(today, { source, uuids }, present.shown(layout/* CONFIG_FILE */.g2));
}
function editsFor(rows, { files }, config) {
    return rows.flatMap(({ path, state }) => {
        if (state === 'removed')
            return [{ path, after: undefined }];
        if (state !== 'added' && state !== 'replaced')
            return [];
        const isConfig = path === layout/* CONFIG_FILE */.g2;
        return [{ path, after: (isConfig ? config : undefined) ?? files.get(path) }];
    });
}
async function verify(request, archived, edits) {
    const { present, shown, mode, privateKey } = request;
    const mixes = mode === 'merge' && edits.some(({ path }) => restore_isSealed(path));
    if (mixes && privateKey)
        await refuseMixed([present, archived], privateKey, shown);
    if (mixes && !privateKey)
        refuseUnproven(present, archived, shown);
    const store = restoredStore({ present, shown, mode }, edits);
    if (!privateKey) {
        const isSame = mode === 'merge' && haveSameKeys(present, archived);
        return { store, member: undefined, verified: isSame ? 'same keys' : 'unverified' };
    }
    const { member, isProven } = await openRestored(store, privateKey, { present, shown, mode });
    return { store, member, verified: isProven ? 'opened' : 'unverified' };
}
/** What only one symmetric key fits. */
function restore_isSealed(path) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return path.startsWith(`${layout/* WRAPPED_KEYS_FOLDER */.Ux}/`) || (0,layout/* isSecretFileName */.e0)(name);
}
function countOf(rows) {
    return rows.filter(({ state }) => state === 'added' || state === 'replaced').length;
}
/** As Kanuka logs it. */
function withLine(edits, { present, mode, now: time }, who) {
    if (edits.length === 0)
        return [];
    const { member, filesCount } = who;
    const [user, uuid] = [member?.email ?? '', member?.uuid ?? ''];
    const line = (0,log_edit.withLogLines)(present, [{ time, user, uuid, op: 'import', mode, filesCount }]);
    return [...edits, line].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
/** A hint alone: the dates of entries are what the archive claims. */
function olderThanRotation({ archive, present, rotatedAt, now }, archived, log) {
    const logged = (0,audit_log.keyMadeAt)(log, now);
    // Whoever may commit can write a line into the log; the older of the two counts.
    const rotated = logged && rotatedAt && rotatedAt < logged ? rotatedAt : (logged ?? rotatedAt);
    const { newest } = archive;
    if (!rotated || !newest || haveSameKeys(present, archived))
        return undefined;
    // An archive has whole seconds.
    const isOlder = newest.getTime() < Math.floor(rotated.getTime() / 1000) * 1000;
    return isOlder ? { archived: newest, rotated } : undefined;
}
function warningsOf({ present, shown, mode }, archived, rows) {
    const states = new Map(rows.map(({ path, state }) => [path, state]));
    const isTaken = (path) => ['added', 'replaced'].includes(states.get(path) ?? '');
    const ofArchive = damages(archived, isTaken).map(({ file, what }) => ({
        file: inArchive(shown, file),
        what,
    }));
    const nested = rows.flatMap(({ path }) => {
        const why = nestedIn(present, path);
        return why === undefined ? [] : [{ file: present.shown(path), what: `is left out: it ${why}` }];
    });
    if (mode === 'merge')
        return [...ofArchive, ...nested];
    const stays = present.others.map((path) => ({
        file: present.shown(path),
        what: 'stays: it is no file of a Kanuka store',
    }));
    const unknown = {
        file: present.shown(layout/* CONFIG_FILE */.g2),
        what: 'could not tell whether the archive is of the same project',
    };
    return [...ofArchive, ...nested, ...stays, ...(present.problem ? [unknown] : [])];
}

// EXTERNAL MODULE: ./git/commit-tree.js
var commit_tree = __webpack_require__(8678);
// EXTERNAL MODULE: ./commands/rotate-store.js + 1 modules
var rotate_store = __webpack_require__(4135);
// EXTERNAL MODULE: ./commands/store-history.js
var store_history = __webpack_require__(4180);
;// CONCATENATED MODULE: ./commands/restore-store.js







/** @throws ActionError, ActionErrors: whatever stands in the way; nothing was changed */
async function restoreStore(present, context) {
    const { inputs, read, privateKey, history, now } = context;
    const { mode } = inputs.archive;
    const store = asStore(present);
    const plan = await planRestore({
        present,
        archive: read.contents,
        shown: read.shown,
        mode,
        grant: inputs.grant,
        privateKey,
        now,
        rotatedAt: history && (await (0,store_history.rotatedAt)(store, history)),
    });
    const secretFiles = plan.edits.filter(({ path, after }) => after && !path.startsWith(`${layout/* STORE_FOLDER */.dB}/`));
    if (history)
        await (0,rotate_store/* refuseFiltered */.k)(store, secretFiles.map(({ path }) => path), history);
    if (mode === 'replace' && inputs.commit.mode === 'none')
        await refuseLoss(present, plan, history);
    return { store, plan, edits: inputs.dryRun ? [] : plan.edits };
}
/** What is there as a store, for who reads and changes one whatever state it is in. */
function asStore(present) {
    const { store, config = restore_store_NO_CONFIG } = present;
    return store ?? { ...present, config, oddities: [], warnings: [] };
}
const restore_store_NO_CONFIG = { projectUuid: '', projectName: '', users: new Map(), devices: new Map() };
/** What git has can be brought back; the rest could not. */
async function refuseLoss(present, { edits, rows }, history) {
    const going = new Set(rows.filter(({ state }) => state === 'removed' || state === 'replaced').map(({ path }) => path));
    const paths = edits
        .map(({ path }) => path)
        .filter((path) => path !== layout/* AUDIT_FILE */.v2 && going.has(path));
    const lost = history ? await notIn(history, present, paths) : paths;
    if (lost.length === 0)
        return;
    const shown = lost.slice(0, 10).map((path) => present.shown(path));
    throw new errors_0/* ActionError */.lZ('IMPORT_LOSES', {
        what: `${history ? 'these files are in no commit as they are, and would be lost' : 'these files would be lost, as the store is in no git checkout'}: ${shown.join(', ')}${lost.length > 10 ? ', …' : ''}`,
        where: { file: shown[0] ?? present.path },
        fix: 'Commit them first, or move them out of the store.',
    });
}
async function notIn({ repository, commit }, present, paths) {
    const folder = repository.relative(present.root);
    const tree = await (0,commit_tree.readCommitTree)(repository, commit, {
        folder: folder === '.' ? '' : folder,
        isWanted: layout/* mayBelongToStore */.fp,
    });
    return (0,edits/* differingPaths */.Zk)(present, { tree, shown: (path) => present.shown(path) }, paths);
}

// EXTERNAL MODULE: ./commands/sync-wording.js
var sync_wording = __webpack_require__(6860);
;// CONCATENATED MODULE: ./commands/restore-wording.js
// What an import of an archive is called in git: commit message and pull request.




/** GitHub takes 65,536 characters. */
const MAX_ITEMS = 150;
function restoreWording(stores, { inputs, read }) {
    const { message, title, body } = inputs.commit;
    const name = read.shown.split('/').at(-1) ?? read.shown;
    const headline = message ?? `Restore secrets from ${(0,sync_wording/* plain */.p)(name)}`;
    const changes = stores.flatMap(({ store, plan }) => plan.rows
        .filter(({ state }) => ['added', 'replaced', 'removed'].includes(state))
        .map(({ path, state }) => ({ path: store.shown(path), state })));
    const returning = stores.flatMap(({ plan }) => plan.returning.filter(({ isGranted, member }) => isGranted && member.state !== 'pending'));
    const back = returning.map(({ member }) => (0,kanuka_access/* describeMember */.w8)(member));
    const counts = stores.map(countsOf).join('; ');
    const age = stores.flatMap(({ plan }) => ageNotes(plan, inputs));
    const members = stores.flatMap(({ plan }) => membersWithAccess(plan)).map(kanuka_access/* describeMember */.w8);
    const told = (member) => (0,printable/* markdownText */.p7)(member) + (back.includes(member) ? ' (again)' : '');
    return {
        message: [
            headline,
            [
                `${counts}.`,
                ...age.map(sync_wording/* plain */.p),
                ...back.map((member) => `Has access again: ${(0,sync_wording/* plain */.p)(member)}`),
            ].join('\n'),
        ].join('\n\n'),
        pullRequest: {
            title: title ?? headline.split('\n')[0] ?? '',
            body: [
                body ?? '',
                `${counts}.`,
                ...age.map(printable/* markdownText */.p7),
                `${(0,printable/* count */.U9)(members.length, 'member')} with access:\n\n${itemised(members.map(told))}`,
                itemised(changes.map(({ path, state }) => `${(0,printable/* markdownCode */.D9)(path)}: ${state}`)),
            ]
                .filter((part) => part !== '')
                .join('\n\n'),
        },
    };
}
function itemised(lines) {
    const more = lines.length > MAX_ITEMS ? [`and ${lines.length - MAX_ITEMS} more`] : [];
    return [...lines.slice(0, MAX_ITEMS), ...more].map((line) => `- ${line}`).join('\n');
}
/** `2 files added, 1 replaced, 0 removed` */
function countsOf({ plan }) {
    const added = (0,printable/* count */.U9)(amountOf(plan, 'added'), 'file');
    return `${added} added, ${amountOf(plan, 'replaced')} replaced, ${amountOf(plan, 'removed')} removed`;
}

// EXTERNAL MODULE: ./commands/store-homes.js
var store_homes = __webpack_require__(100);
;// CONCATENATED MODULE: ./commands/import.js
// import: brings a backup back into a store, or makes one of it. The archive is read, checked and judged
// whole before the store is looked at; the store changes as a whole, through a commit where asked to.

















async function importArchive(inputs, deps) {
    const line = onlyPlace(inputs);
    const { workflow } = deps;
    const { archive, commit } = inputs;
    (0,masks/* maskCredentials */.Bs)([
        archive.passphrase,
        archive.decryptionKey,
        archive.decryptionPassphrase,
        commit.token,
        commit.signingKey,
        commit.signingPassphrase,
    ], deps);
    const workspace = workflow.workspace.real;
    const read = await readArchive(inputs, workflow);
    deps.debug(`${read.shown}: ${read.contents.files.size} files unpacked`);
    const place = await (0,locate/* locatePlace */.U)(workspace, line);
    (0,store_homes/* recoverStore */.c)(deps, place.root, inputs);
    if (!place.isStore)
        refuseStoreBelow(place.below, read, workspace);
    const present = readPresent(workspace, place.root, new platform_tree/* RecordingTree */.q_((0,platform_tree/* diskTree */.cF)(place.root)));
    const privateKey = await givenKey(present, read, { inputs, deps });
    const context = { inputs, deps, read, privateKey, now: new Date() };
    const outcome = commit.mode === 'none'
        ? await restoreOnDisk(present, context)
        : await restoreAndCommit(present, context);
    if (outcome.results.length === 0)
        (0,errors_0/* throwIfAny */.MI)(outcome.failures);
    return describeImport(outcome, { inputs, read });
}
/** @returns the one line of `working-directory` */
function onlyPlace({ files, workingDirectories }) {
    const [line = '.', second] = workingDirectories;
    if (files.length > 0) {
        throw new errors_0/* ActionError */.lZ('INPUT_INVALID', {
            what: '`files` is given, but `import` always takes the whole archive',
            fix: 'Leave `files` out. To get a single file back, import into another folder and copy it.',
        });
    }
    if (second === undefined)
        return line;
    throw new errors_0/* ActionError */.lZ('INPUT_INVALID', {
        what: '`working-directory` names several stores, but an archive is of one',
        fix: 'Use one step for each archive.',
    });
}
// Without this, a store that lies further down would get a twin above it.
function refuseStoreBelow(below, { contents }, workspace) {
    const uuid = (0,kanuka_store/* readStore */.u)(workspace, workspace, archiveTree(contents)).config.projectUuid;
    const own = below.find((root) => readPresent(workspace, root, (0,platform_tree/* diskTree */.cF)(root)).config?.projectUuid === uuid);
    if (own === undefined)
        return;
    throw new errors_0/* ActionError */.lZ('STORE_NOT_FOUND', {
        what: `the store of the archive lies in ${(0,files/* slashed */.df)(workspace, own)}, and there is none in the folder that was named`,
        fix: `Add \`working-directory: ${(0,files/* slashed */.df)(workspace, own)}\`.`,
    });
}
async function givenKey(present, { path: archive }, { inputs, deps }) {
    if (!inputs.privateKey)
        return undefined;
    if (!inputs.allowUntrusted) {
        const { workflow } = deps;
        await (0,open_stores/* refuseUntrusted */.zd)(workflow, [asStore(present)], inputs);
        if ((0,files/* isWithin */.UO)(workflow.workspace.real, archive))
            await (0,open_stores/* refuseUntrustedFile */.fS)(workflow, archive);
    }
    return (0,open_stores/* openPrivateKey */.V9)(inputs, deps);
}
async function restoreOnDisk(present, context) {
    const { deps, inputs } = context;
    const repository = (0,git_repository/* findRepository */.W)(deps.workflow.workspace.real, present.root);
    const head = await repository?.head();
    const history = repository && head !== undefined ? { repository, commit: head, remote: undefined } : undefined;
    const result = await restoreStore(present, { ...context, history });
    if (!inputs.dryRun)
        await (0,apply_edits/* applyEdits */.c)(deps, asStore(present), { edits: result.edits, head });
    return { results: [result], failures: [], committed: undefined };
}
function restoreAndCommit(present, context) {
    return (0,commit_stores/* commitStores */.E)([asStore(present)], {
        inputs: context.inputs,
        deps: context.deps,
        command: 'import',
        read: (...at) => asStore(readPresent(...at)),
        change: (store, history) => restoreStore(readPresent(context.deps.workflow.workspace.real, store.root, store.tree), {
            ...context,
            history,
        }),
        describe: (changed) => restoreWording(changed, context),
    });
}


/***/ }),

/***/ 4180:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   memberChanges: () => (/* binding */ memberChanges),
/* harmony export */   rotatedAt: () => (/* binding */ rotatedAt)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _git_committed_blobs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7417);
/* harmony import */ var _git_history_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7534);
/* harmony import */ var _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7173);
// What git history says about a store: whose public key was replaced after access was given, and when
// the key was last rotated. Anybody who may commit can write into the files; history is harder to bend.




/**
 * @param own the member whose private key is used: that it fits is proven already
 * @throws ActionError HISTORY_MISSING
 */
async function memberChanges(store, own, history) {
    const { repository, commit } = history;
    const active = store.members.filter((m) => m.state === 'active' && m.uuid !== own.uuid);
    const prefix = prefixOf(store, repository);
    const committed = await repository.treeEntries(commit, `${prefix}.kanuka/`);
    const isCommitted = (uuid) => {
        const path = (0,_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .wrappedKeyPath */ .y$)(uuid);
        return idsOf(store, path, commit).includes(committed.get(prefix + path)?.id ?? '');
    };
    // A wrapped key that git does not know as it is was written after all that history tells.
    const known = active.map(({ uuid }) => uuid).filter(isCommitted);
    const unknown = active.map(({ uuid }) => uuid).filter((uuid) => !isCommitted(uuid));
    const log = await keyLogReaching(history, prefix, known);
    const publicKeys = (0,_git_history_js__WEBPACK_IMPORTED_MODULE_2__/* .publicKeysWhenWrapped */ .bZ)(log, known);
    const isReplaced = (uuid) => !idsOf(store, (0,_kanuka_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .publicKeyPath */ .GK)(uuid), commit).includes(publicKeys.get(uuid) ?? '');
    return {
        replaced: new Set(known.filter(isReplaced)),
        // Where our own is not committed either, a rotation in this checkout wrote them all.
        recent: new Set(isCommitted(own.uuid) ? [...unknown, ...(0,_git_history_js__WEBPACK_IMPORTED_MODULE_2__/* .wrappedAfter */ .um)(log, own.uuid, known)] : []),
    };
}
/** When git saw the wrapped keys change last; undefined where history does not reach that far. */
async function rotatedAt(store, { repository, commit }) {
    const storePrefix = prefixOf(store, repository);
    return (0,_git_history_js__WEBPACK_IMPORTED_MODULE_2__/* .wrappedKeysChangedAt */ .$E)(await (0,_git_history_js__WEBPACK_IMPORTED_MODULE_2__/* .readKeyLog */ .oc)(repository, { commit, storePrefix }));
}
/** A log that reaches back to where the wrapped keys of these members were written. */
async function keyLogReaching({ repository, commit, remote }, storePrefix, uuids) {
    const at = { commit, storePrefix };
    const near = await (0,_git_history_js__WEBPACK_IMPORTED_MODULE_2__/* .readKeyLog */ .oc)(repository, at);
    if (reaches(near, uuids))
        return near;
    if (!remote)
        throw tooShallow('there is no remote `origin` to ask');
    const far = await fetchKeyLog(remote, at);
    if (!reaches(far, uuids))
        throw tooShallow('`origin` has no more');
    return far;
}
function reaches(log, uuids) {
    return ![...(0,_git_history_js__WEBPACK_IMPORTED_MODULE_2__/* .publicKeysWhenWrapped */ .bZ)(log, uuids).values()].includes('unknown');
}
async function fetchKeyLog(remote, at) {
    try {
        return await remote.fetchHistory(at.commit, (history) => (0,_git_history_js__WEBPACK_IMPORTED_MODULE_2__/* .readKeyLog */ .oc)(history, at));
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ)
            throw tooShallow(error.what);
        throw error;
    }
}
function tooShallow(why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('HISTORY_MISSING', {
        what: `whether a public key was replaced cannot be told: this clone is shallow, and its history could not be fetched (${why})`,
        fix: 'Give actions/checkout the whole history:\nwith:\n  fetch-depth: 0',
    });
}
function prefixOf(store, repository) {
    const path = repository.relative(store.root);
    return path === '.' ? '' : `${path}/`;
}
/** Blob ids that the file may have in git: as it is, and with the line ends that git gives text. */
function idsOf(store, path, commit) {
    const read = store.tree.read(path, _kanuka_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_KEY_FILE_BYTES */ .Qn);
    if ('failure' in read)
        return [];
    const unix = Buffer.from(read.bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    return [read.bytes, unix].map((bytes) => (0,_git_committed_blobs_js__WEBPACK_IMPORTED_MODULE_1__/* .objectId */ .T)('blob', bytes, commit.length));
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

/***/ 4566:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   soundLog: () => (/* binding */ soundLog),
/* harmony export */   withLogLines: () => (/* binding */ withLogLines)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _audit_log_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7623);
/* harmony import */ var _edits_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1146);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7173);
// The edit that adds lines to a store's log. A log that nobody could read afterwards is not added to.
// How a line is written is audit-log.ts's.




/** @throws ActionError FILE_UNREADABLE, FILE_DAMAGED */
function withLogLines(store, entries) {
    return { path: _layout_js__WEBPACK_IMPORTED_MODULE_3__/* .AUDIT_FILE */ .v2, after: (0,_audit_log_js__WEBPACK_IMPORTED_MODULE_1__/* .appendToAuditLog */ .L)(soundLog(store), entries) };
}
/** @throws ActionError FILE_UNREADABLE, FILE_DAMAGED */
function soundLog(store) {
    const log = (0,_edits_js__WEBPACK_IMPORTED_MODULE_2__/* .bytesAt */ .L1)(store, _layout_js__WEBPACK_IMPORTED_MODULE_3__/* .AUDIT_FILE */ .v2, _layout_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_AUDIT_BYTES */ .rX);
    if (!log || !/^<{7} /m.test(log.toString('latin1')))
        return log;
    const file = store.shown(_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .AUDIT_FILE */ .v2);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('FILE_DAMAGED', {
        what: `${file} holds conflict markers of an unfinished merge`,
        where: { file },
        fix: 'Keep the lines of both sides, without the markers, and commit.',
    });
}


/***/ }),

/***/ 8171:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   II: () => (/* binding */ whyUnusable),
/* harmony export */   UP: () => (/* binding */ fingerprintText),
/* harmony export */   V9: () => (/* binding */ openPrivateKey),
/* harmony export */   Wr: () => (/* binding */ keyIdText),
/* harmony export */   eK: () => (/* binding */ readPublicKeys),
/* harmony export */   ob: () => (/* binding */ passphraseForms),
/* harmony export */   openSigningKey: () => (/* binding */ openSigningKey),
/* harmony export */   w: () => (/* binding */ userIdOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);

/**
 * @param input its key is as `gpg --armor --export-secret-keys` writes it, or that in base64
 * @throws what `input.invalid` makes
 */
async function openPrivateKey(input) {
    const openpgp = await __webpack_require__.e(/* import() */ 36).then(__webpack_require__.bind(__webpack_require__, 1036));
    const given = input.key.reveal();
    const armored = armorOf(given);
    if (armored === undefined) {
        throw input.invalid('it has no line `-----BEGIN PGP PRIVATE KEY BLOCK-----`');
    }
    if (!armored.includes('-----BEGIN PGP PRIVATE KEY BLOCK-----')) {
        throw input.invalid(armored.includes('-----BEGIN PGP PUBLIC KEY BLOCK-----')
            ? 'it is a public key'
            : 'it is another OpenPGP block than a private key');
    }
    return unlock(input, await readPrivateKey(openpgp, armored, input));
}
async function readPrivateKey(openpgp, armored, input) {
    try {
        return await openpgp.readPrivateKey({ armoredKey: armored.trim() });
    }
    catch {
        throw input.invalid('the block is cut off, damaged, or of a form that is not known here');
    }
}
async function unlock(input, key) {
    if (key.isDecrypted())
        return key;
    const passphrase = input.passphrase?.reveal() ?? '';
    if (passphrase === '') {
        throw input.invalid(`it is protected, and \`${input.passphraseInput}\` is empty`);
    }
    const openpgp = await __webpack_require__.e(/* import() */ 36).then(__webpack_require__.bind(__webpack_require__, 1036));
    for (const attempt of passphraseForms(passphrase)) {
        try {
            return await openpgp.decryptKey({ privateKey: key, passphrase: attempt });
        }
        catch {
            // The next one, or none.
        }
    }
    throw input.invalid(`\`${input.passphraseInput}\` does not open it`);
}
/** As given, and without the line end that a secret has that was set from a file or by `echo`. */
function passphraseForms(passphrase) {
    return [...new Set([passphrase, passphrase.replace(/\r?\n$/, '')])];
}
/**
 * The key of `signing-key`; it was seen to sign.
 * @throws ActionError SIGNING_KEY_INVALID
 */
async function openSigningKey(key, passphrase) {
    const input = { key, passphrase, passphraseInput: 'signing-passphrase', invalid: cannotSign };
    const opened = await openPrivateKey(input);
    const openpgp = await __webpack_require__.e(/* import() */ 36).then(__webpack_require__.bind(__webpack_require__, 1036));
    const message = await openpgp.createMessage({ binary: new Uint8Array() });
    try {
        // Only this tells: parts of a key may be missing, expired, revoked, or there for other ends.
        await openpgp.sign({ message, signingKeys: opened, detached: true });
    }
    catch {
        throw cannotSign((await whyUnusable(opened)) ??
            'no part of it may sign now: it is for encryption alone, its signing subkey is missing, expired or revoked, or its first day is still to come');
    }
    return opened;
}
function cannotSign(why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('SIGNING_KEY_INVALID', {
        what: `\`signing-key\` cannot sign: ${why}`,
        fix: 'Give the whole output of `gpg --armor --export-secret-keys KEY-ID` as a secret, and its passphrase as `signing-passphrase`.',
    });
}
/** Public keys, block after block, as `gpg --armor --export` writes them, or that in base64. */
async function readPublicKeys(given) {
    const openpgp = await __webpack_require__.e(/* import() */ 36).then(__webpack_require__.bind(__webpack_require__, 1036));
    const armored = armorOf(given);
    if (armored === undefined) {
        return { keys: [], problems: ['there is no line `-----BEGIN PGP PUBLIC KEY BLOCK-----`'] };
    }
    const keys = new Map();
    const problems = [];
    const blocks = armored.split(/(?=-----BEGIN PGP )/).filter((part) => part.startsWith('-----B'));
    for (const [index, block] of blocks.entries()) {
        const read = await readBlock(openpgp, block);
        if (typeof read === 'string')
            problems.push(`block ${index + 1} ${read}`);
        else
            for (const key of read)
                keys.set(key.getFingerprint(), key);
    }
    return { keys: [...keys.values()], problems };
}
async function readBlock(openpgp, block) {
    const kind = /^-----BEGIN PGP ([A-Z ]+)-----/.exec(block)?.[1];
    if (kind === 'PRIVATE KEY BLOCK')
        return PRIVATE;
    if (kind !== 'PUBLIC KEY BLOCK')
        return 'is another OpenPGP block than a public key';
    const last = `-----END PGP ${kind}-----`;
    const end = block.indexOf(last);
    // The library takes a block without its end, which may have lost keys with it.
    if (end === -1)
        return DAMAGED;
    try {
        const keys = await openpgp.readKeys({ armoredKeys: block.slice(0, end + last.length) });
        return keys.some((key) => key.isPrivate()) ? PRIVATE : keys;
    }
    catch {
        return DAMAGED;
    }
}
const PRIVATE = 'is a private key: keep it secret, and give the public one';
const DAMAGED = 'is cut off, damaged, or of a form that is not known here';
// One key may be in base64, or several, one after the other, each with its padding.
function armorOf(given) {
    const pieces = given.replaceAll(/\s+/g, '').match(/[^=]+=*/g) ?? [];
    const decoded = pieces.map((piece) => Buffer.from(piece, 'base64').toString('utf8')).join('\n');
    return [given, decoded].find((text) => text.includes('-----BEGIN PGP'));
}
/** As gpg shows it. */
function keyIdText(id) {
    return id.toHex().toUpperCase();
}
function fingerprintText(key) {
    return key.getFingerprint().toUpperCase();
}
/** The name and mail that the owner wrote into the key: text from outside. */
async function userIdOf(key) {
    const primary = await key.getPrimaryUser().catch(() => undefined);
    return primary?.user.userID?.userID ?? key.getUserIDs()[0] ?? '';
}
/** Why no part of the key can be used at that time; `undefined` where the key itself can. */
async function whyUnusable(key, at = new Date()) {
    if (await key.isRevoked())
        return 'it is revoked';
    const end = await key.getExpirationTime().catch(() => null);
    return end instanceof Date && end <= at
        ? `it expired on ${end.toISOString().slice(0, 10)}`
        : undefined;
}


/***/ })

};
