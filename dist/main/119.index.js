export const id = 119;
export const ids = [119];
export const modules = {

/***/ 119:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readOpenSshKey: () => (/* binding */ readOpenSshKey)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var bcrypt_pbkdf__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1092);
// RSA keys in OpenSSH's own container, which node:crypto does not read. Loaded only when one is
// given. Format: https://cvsweb.openbsd.org/src/usr.bin/ssh/PROTOCOL.key


const MAGIC = 'openssh-key-v1\0';
// ssh-keygen writes 16 to 24 rounds; -a can ask for more.
const MAX_ROUNDS = 4096;
const AUTH_TAG_LENGTH = 16;
const CIPHERS = {
    'aes128-cbc': { key: 16, iv: 16, block: 16 },
    'aes192-cbc': { key: 24, iv: 16, block: 16 },
    'aes256-cbc': { key: 32, iv: 16, block: 16 },
    'aes128-ctr': { key: 16, iv: 16, block: 16 },
    'aes192-ctr': { key: 24, iv: 16, block: 16 },
    'aes256-ctr': { key: 32, iv: 16, block: 16 },
    'aes128-gcm@openssh.com': { key: 16, iv: 12, block: 16 },
    'aes256-gcm@openssh.com': { key: 32, iv: 12, block: 16 },
};
/** @param bytes the decoded body of an `OPENSSH PRIVATE KEY` block */
function readOpenSshKey(bytes, passphrase) {
    try {
        const container = readContainer(bytes);
        if (container.kind !== 'ssh-rsa')
            return { failure: 'kind', name: container.kind };
        const isEncrypted = container.cipher !== 'none';
        if (isEncrypted && (container.kdf !== 'bcrypt' || !CIPHERS[container.cipher])) {
            return { failure: 'cipher', name: `${container.cipher}/${container.kdf}` };
        }
        if (isEncrypted && (passphrase === undefined || passphrase.length === 0)) {
            return { failure: 'passphrase needed' };
        }
        const secret = isEncrypted && passphrase ? decrypt(container, passphrase) : container.secret;
        const key = secret && readRsaKey(secret);
        if (key)
            return { key };
        return { failure: isEncrypted ? 'passphrase wrong' : 'damaged' };
    }
    catch {
        // Reader and node:crypto throw on lengths and numbers that make no sense.
        return { failure: 'damaged' };
    }
}
function readContainer(bytes) {
    if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC)
        throw new RangeError('magic');
    const reader = new Reader(bytes.subarray(MAGIC.length));
    const cipher = reader.text();
    const kdf = reader.text();
    const kdfOptions = reader.bytes();
    if (reader.number() !== 1)
        throw new RangeError('one key expected');
    const kind = new Reader(reader.bytes()).text();
    const secret = reader.bytes();
    return { cipher, kdf, kdfOptions, kind, secret, tag: reader.rest() };
}
function decrypt(container, passphrase) {
    const cipher = CIPHERS[container.cipher];
    if (!cipher)
        return undefined;
    const options = new Reader(container.kdfOptions);
    const salt = options.bytes();
    const rounds = options.number();
    if (rounds > MAX_ROUNDS)
        throw new RangeError('rounds');
    const derived = Buffer.alloc(cipher.key + cipher.iv);
    bcrypt_pbkdf__WEBPACK_IMPORTED_MODULE_1__.pbkdf(passphrase, passphrase.length, salt, salt.length, derived, derived.length, rounds);
    const key = derived.subarray(0, cipher.key);
    const iv = derived.subarray(cipher.key);
    try {
        if (container.cipher.endsWith('-gcm@openssh.com')) {
            const name = cipher.key === 16 ? 'aes-128-gcm' : 'aes-256-gcm';
            const decipher = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createDecipheriv)(name, key, iv, { authTagLength: AUTH_TAG_LENGTH });
            decipher.setAuthTag(container.tag.subarray(0, AUTH_TAG_LENGTH));
            return Buffer.concat([decipher.update(container.secret), decipher.final()]);
        }
        const name = container.cipher.replace(/^aes(\d+)-/, 'aes-$1-');
        const decipher = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createDecipheriv)(name, key, iv).setAutoPadding(false);
        return Buffer.concat([decipher.update(container.secret), decipher.final()]);
    }
    catch {
        return undefined;
    }
    finally {
        derived.fill(0);
    }
}
// The two equal numbers in front show that the passphrase was right.
function readRsaKey(secret) {
    const reader = new Reader(secret);
    if (reader.number() !== reader.number())
        return undefined;
    if (reader.text() !== 'ssh-rsa')
        return undefined;
    const [n, e, d, qi, p, q] = [1, 2, 3, 4, 5, 6].map(() => reader.integer());
    if (!n || !e || !d || !qi || !p || !q)
        return undefined;
    const dp = modulo(d, p);
    const dq = modulo(d, q);
    const jwk = Object.fromEntries(Object.entries({ n, e, d, p, q, dp, dq, qi }).map(([name, value]) => [name, base64url(value)]));
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)({ key: { kty: 'RSA', ...jwk }, format: 'jwk' });
}
function modulo(value, prime) {
    const reduced = BigInt(`0x${value.toString('hex')}`) % (BigInt(`0x${prime.toString('hex')}`) - 1n);
    const hex = reduced.toString(16);
    return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
}
function base64url(value) {
    return value.toString('base64url');
}
/** Length-prefixed fields, RFC 4251 section 5. Throws RangeError past the end. */
class Reader {
    #rest;
    constructor(bytes) {
        this.#rest = bytes;
    }
    number() {
        const value = this.#rest.readUInt32BE(0);
        this.#rest = this.#rest.subarray(4);
        return value;
    }
    bytes() {
        const length = this.number();
        if (length > this.#rest.length)
            throw new RangeError('length');
        const value = this.#rest.subarray(0, length);
        this.#rest = this.#rest.subarray(length);
        return value;
    }
    text() {
        return this.bytes().toString('latin1');
    }
    /** A positive number, without the zero that marks it as positive. */
    integer() {
        const value = this.bytes();
        const start = value.findIndex((byte) => byte !== 0);
        return start === -1 ? Buffer.alloc(0) : value.subarray(start);
    }
    rest() {
        return this.#rest;
    }
}


/***/ })

};
