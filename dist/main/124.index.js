export const id = 124;
export const ids = [124];
export const modules = {

/***/ 5743:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openPgpSigner: () => (/* binding */ openPgpSigner)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);

/**
 * @param armoredKey as `gpg --armor --export-secret-keys` writes it, or that in base64
 * @throws ActionError SIGNING_KEY_INVALID
 */
async function openPgpSigner(armoredKey, passphrase) {
    const openpgp = await __webpack_require__.e(/* import() */ 36).then(__webpack_require__.bind(__webpack_require__, 1036));
    const locked = await readKey(openpgp, armoredKey.reveal());
    const key = await unlock(openpgp, locked, passphrase?.reveal() ?? '');
    const sign = async (payload) => {
        const message = await openpgp.createMessage({ binary: payload });
        return openpgp.sign({ message, signingKeys: key, detached: true, format: 'armored' });
    };
    try {
        // Only this tells: parts of a key may be missing, expired, revoked, or there for other ends.
        await sign(new Uint8Array());
    }
    catch {
        throw invalid(await whyNot(key));
    }
    return sign;
}
async function readKey(openpgp, given) {
    const decoded = Buffer.from(given, 'base64').toString('utf8');
    const armored = [given, decoded].find((text) => text.includes('-----BEGIN PGP'));
    if (armored === undefined)
        throw invalid('it has no line `-----BEGIN PGP PRIVATE KEY BLOCK-----`');
    if (!armored.includes('-----BEGIN PGP PRIVATE KEY BLOCK-----')) {
        throw invalid(armored.includes('-----BEGIN PGP PUBLIC KEY BLOCK-----')
            ? 'it is a public key'
            : 'it is another OpenPGP block than a private key');
    }
    try {
        return await openpgp.readPrivateKey({ armoredKey: armored.trim() });
    }
    catch {
        throw invalid('the block is cut off, damaged, or of a form that is not known here');
    }
}
async function unlock(openpgp, key, passphrase) {
    if (key.isDecrypted())
        return key;
    if (passphrase === '')
        throw invalid('it is protected, and `signing-passphrase` is empty');
    // A secret that was set from a file or by `echo` has a line end too many.
    const tries = new Set([passphrase, passphrase.replace(/\r?\n$/, '')]);
    for (const attempt of tries) {
        try {
            return await openpgp.decryptKey({ privateKey: key, passphrase: attempt });
        }
        catch {
            // The next one, or none.
        }
    }
    throw invalid('`signing-passphrase` does not open it');
}
async function whyNot(key) {
    if (await key.isRevoked())
        return 'it is revoked';
    const end = await key.getExpirationTime().catch(() => null);
    if (end instanceof Date && end.getTime() <= Date.now()) {
        return `it expired on ${end.toISOString().slice(0, 10)}`;
    }
    return 'no part of it may sign now: it is for encryption alone, its signing subkey is missing, expired or revoked, or its first day is still to come';
}
function invalid(why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('SIGNING_KEY_INVALID', {
        what: `\`signing-key\` cannot sign commits: ${why}`,
        fix: 'Give the whole output of `gpg --armor --export-secret-keys KEY-ID` as a secret, and its passphrase as `signing-passphrase`.',
    });
}


/***/ })

};
