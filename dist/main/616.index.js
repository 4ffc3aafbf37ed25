export const id = 616;
export const ids = [616,171];
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

/***/ 616:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  prepareSealing: () => (/* binding */ prepareSealing),
  signDetached: () => (/* binding */ signDetached)
});

// EXTERNAL MODULE: external "node:stream/web"
var web_ = __webpack_require__(7830);
// EXTERNAL MODULE: ./errors.js
var errors_0 = __webpack_require__(5650);
// EXTERNAL MODULE: ./platform/openpgp-keys.js
var openpgp_keys = __webpack_require__(8171);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./archive/block-digests.js
// What was written, as digests of its blocks: what is read back is known to be the same before anybody
// looks into it, without all of it in memory.

const BLOCK_BYTES = 64 * 1024;
class BlockDigests {
    /** The last is that of the rest, which may be empty. */
    #digests = [];
    /** The chunks as they are. */
    async *remembered(chunks) {
        const blocks = new Blocks();
        let block = newHash();
        for await (const chunk of chunks) {
            for (const { bytes, isLast } of blocks.parts(chunk)) {
                block.update(bytes);
                if (!isLast)
                    continue;
                this.#digests.push(block.digest('hex'));
                block = newHash();
            }
            yield chunk;
        }
        this.#digests.push(block.digest('hex'));
    }
    /** The same bytes, block by block. @throws what `untrue` makes, before the first block that is another */
    async *proven(chunks, untrue) {
        let nth = 0;
        for await (const block of wholeBlocks(chunks)) {
            if (newHash().update(block).digest('hex') !== this.#digests[nth++])
                throw untrue();
            yield block;
        }
    }
}
function newHash() {
    return (0,external_node_crypto_.createHash)('sha256');
}
/** And the rest, which may be empty. */
async function* wholeBlocks(chunks) {
    const blocks = new Blocks();
    let parts = [];
    for await (const chunk of chunks) {
        for (const { bytes, isLast } of blocks.parts(chunk)) {
            parts.push(bytes);
            if (!isLast)
                continue;
            yield Buffer.concat(parts);
            parts = [];
        }
    }
    yield Buffer.concat(parts);
}
/** Where blocks end, however the bytes come. */
class Blocks {
    #filled = 0;
    parts(chunk) {
        const parts = [];
        for (let at = 0; at < chunk.length;) {
            const bytes = chunk.subarray(at, at + BLOCK_BYTES - this.#filled);
            at += bytes.length;
            this.#filled = (this.#filled + bytes.length) % BLOCK_BYTES;
            parts.push({ bytes, isLast: this.#filled === 0 });
        }
        return parts;
    }
}

// EXTERNAL MODULE: ./archive/openpgp-stream.js
var openpgp_stream = __webpack_require__(428);
;// CONCATENATED MODULE: ./archive/sealing.js
// Encrypts and signs archives with OpenPGP, and reads back what it encrypted. Owns which recipients are
// taken and in which form is written: one that gpg of the last ten years opens. Knows nothing of archives.





/**
 * @returns undefined where there are neither recipients nor a passphrase
 * @throws ActionError ARCHIVE_KEY_INVALID, SIGNING_KEY_INVALID, before anything is encrypted
 */
async function prepareSealing(request) {
    const given = request.recipients?.trim() ?? '';
    if (given === '' && request.passphrase === undefined)
        return undefined;
    const errors = [];
    const recipients = given === '' ? [] : await readRecipients(given, errors);
    const passphrase = request.passphrase && readPassphrase(request.passphrase.reveal(), errors);
    const signer = await readSigner(request, errors);
    (0,errors_0/* throwIfAny */.MI)(errors);
    const messages = new Messages(await __webpack_require__.e(/* import() */ 36).then(__webpack_require__.bind(__webpack_require__, 1036)), { recipients, passphrase, signer });
    return {
        recipients: await Promise.all(recipients.map(describe)),
        hasPassphrase: passphrase !== undefined,
        signer: signer && (0,openpgp_keys/* fingerprintText */.UP)(signer),
        seal: (chunks) => messages.seal(chunks),
        unseal: (chunks) => messages.unseal(chunks),
    };
}
async function describe(key) {
    return { id: (0,openpgp_keys/* keyIdText */.Wr)(key.getKeyID()), name: await (0,openpgp_keys/* userIdOf */.w)(key) };
}
async function readRecipients(given, errors) {
    const { keys, problems } = await (0,openpgp_keys/* readPublicKeys */.eK)(given);
    for (const problem of problems)
        errors.push(notARecipient(problem));
    for (const key of keys) {
        const why = await whyNotFor(key);
        if (why !== undefined) {
            errors.push(notARecipient(`the key ${(0,openpgp_keys/* keyIdText */.Wr)(key.getKeyID())} cannot be used: ${why}`));
        }
    }
    return keys;
}
async function whyNotFor(key) {
    try {
        await key.getEncryptionKey();
        return undefined;
    }
    catch {
        return ((await (0,openpgp_keys/* whyUnusable */.II)(key)) ??
            'no part of it may encrypt now: it is for signing alone, its encryption subkey is expired or revoked, its kind is too weak, or its first day is still to come');
    }
}
function notARecipient(what) {
    return new errors_0/* ActionError */.lZ('ARCHIVE_KEY_INVALID', {
        what: `\`archive-recipients\`: ${what}`,
        fix: 'Give public keys as `gpg --armor --export KEY-ID` writes them, one after the other. A key that expired can be extended by its owner and exported again.',
    });
}
// gpg reads one line from a file or a pipe: what has more could not be opened without this action.
function readPassphrase(given, errors) {
    const passphrase = (0,openpgp_keys/* passphraseForms */.ob)(given).at(-1) ?? '';
    const problem = passphrase.trim() === '' ? 'it is empty' : 'it has several lines';
    if (passphrase.trim() === '' || /[\r\n\0]/.test(passphrase)) {
        errors.push(new errors_0/* ActionError */.lZ('ARCHIVE_KEY_INVALID', {
            what: `\`archive-passphrase\` cannot be used: ${problem}`,
            fix: 'Give one line of text, as long and as random as you like.',
        }));
    }
    return passphrase;
}
async function readSigner({ signingKey, signingPassphrase }, errors) {
    if (signingKey === undefined)
        return undefined;
    try {
        return await (0,openpgp_keys.openSigningKey)(signingKey, signingPassphrase);
    }
    catch (error) {
        if (!(error instanceof errors_0/* ActionError */.lZ))
            throw error;
        errors.push(error);
        return undefined;
    }
}
/** How many bytes tell one message from another: what is encrypted to the first recipient is random. */
const HEAD_BYTES = 64;
// 65 million bytes through SHA-256 for each guess, the most that the form has, and what gpg takes.
const WRITING = { s2kIterationCountByte: 255 };
// As a stream. What was changed must not come to the library then: it would wait for ever, where another
// kind of packet begins. What comes out is held against the store, and counts when the end was reached.
const READING = { allowUnauthenticatedStream: true };
const OTHER_BYTES = 'its bytes are not those that were written';
class Messages {
    #openpgp;
    #keys;
    /** What was sealed so far, by the first bytes of each. */
    #sealed = new Map();
    constructor(openpgp, keys) {
        this.#openpgp = openpgp;
        this.#keys = keys;
    }
    async *seal(chunks) {
        const source = new openpgp_stream/* ByteSource */.I(chunks);
        try {
            // For nobody, so that no key's preferences count: gpg opens this one form alone.
            const sessionKey = await this.#openpgp.generateSessionKey({ encryptionKeys: [] });
            const sealed = { sessionKey, written: new BlockDigests() };
            let head = Buffer.alloc(0);
            for await (const chunk of sealed.written.remembered(await this.#encrypt(source, sessionKey))) {
                if (head.length < HEAD_BYTES) {
                    head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES);
                    this.#sealed.set(head.toString('hex'), sealed);
                }
                yield chunk;
            }
        }
        catch (error) {
            source.throwOwnError();
            throw error;
        }
        finally {
            await source.close();
        }
    }
    async #encrypt(source, sessionKey) {
        const { recipients, passphrase, signer } = this.#keys;
        return this.#openpgp.encrypt({
            message: await this.#openpgp.createMessage({ binary: source.stream() }),
            encryptionKeys: [...recipients],
            sessionKey,
            ...(passphrase !== undefined && { passwords: passphrase }),
            ...(signer && { signingKeys: signer }),
            format: 'binary',
            config: WRITING,
        });
    }
    async *unseal(chunks) {
        const source = new openpgp_stream/* ByteSource */.I(chunks);
        try {
            const { head, stream } = await source.peek(HEAD_BYTES);
            const sealed = this.#sealed.get(head.toString('hex'));
            if (sealed === undefined)
                throw untrue('it begins with other bytes than were written');
            // Also what is for the recipients, which the session key opens around.
            const proven = sealed.written.proven(stream, () => untrue(OTHER_BYTES));
            yield* this.#decrypt(web_.ReadableStream.from(proven), sealed.sessionKey);
        }
        catch (error) {
            source.throwOwnError();
            throw error instanceof errors_0/* ActionError */.lZ ? error : untrue(OTHER_BYTES);
        }
        finally {
            await source.close();
        }
    }
    async *#decrypt(stream, sessionKey) {
        const { signer } = this.#keys;
        const opened = await this.#openpgp.decrypt({
            message: await this.#openpgp.readMessage({ binaryMessage: stream, config: READING }),
            sessionKeys: sessionKey,
            ...(signer && { verificationKeys: signer.toPublic() }),
            format: 'binary',
            config: READING,
        });
        yield* opened.data;
        if (signer === undefined)
            return;
        const [signature] = opened.signatures;
        const isGood = await signature?.verified.catch(() => false);
        if (isGood !== true)
            throw untrue('its signature does not hold');
    }
}
function untrue(why) {
    return new errors_0/* ActionError */.lZ('ARCHIVE_UNTRUE', {
        what: `the encrypted archive was read back: ${why}`,
        fix: 'Run again; if it stays, write to another disk.',
    });
}
/**
 * @returns an armored signature to lie beside the archive
 * @throws ActionError SIGNING_KEY_INVALID
 */
async function signDetached(chunks, signingKey, passphrase) {
    const source = new openpgp_stream/* ByteSource */.I(chunks);
    try {
        const openpgp = await __webpack_require__.e(/* import() */ 36).then(__webpack_require__.bind(__webpack_require__, 1036));
        const signingKeys = await (0,openpgp_keys.openSigningKey)(signingKey, passphrase);
        const message = await openpgp.createMessage({ binary: source.stream() });
        const options = { message, signingKeys, detached: true, format: 'object' };
        const signature = await openpgp.sign(options);
        // It is made while the message flows by. (Asked for text, the library would keep all of it.)
        const [armored] = await Promise.all([textOf(signature.armor()), (0,openpgp_stream/* drain */.Z)(message.write())]);
        return armored;
    }
    catch (error) {
        source.throwOwnError();
        throw error;
    }
    finally {
        await source.close();
    }
}
async function textOf(chunks) {
    let text = '';
    for await (const chunk of chunks)
        text += chunk;
    return text;
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
