export const id = 171;
export const ids = [171];
export const modules = {

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
