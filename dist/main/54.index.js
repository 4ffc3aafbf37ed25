export const id = 54;
export const ids = [54];
export const modules = {

/***/ 7305:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ EMPTY_REPORT)
/* harmony export */ });
const EMPTY_REPORT = {
    sections: [],
    notes: [],
    notices: [],
    warnings: [],
    errors: [],
    fails: false,
    failures: [],
    outputs: {},
    details: {},
    summary: undefined,
    exports: new Map(),
    stepOutputs: new Map(),
};


/***/ }),

/***/ 9483:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ eachStore),
/* harmony export */   Z: () => (/* binding */ everyStore)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
// Several stores in one run: every one is tried, and what is wrong is reported together.

/** One that fails does not stop the others. */
async function eachStore(items, run) {
    const results = [];
    const failures = [];
    for (const item of items) {
        try {
            results.push(await run(item));
        }
        catch (error) {
            if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ || error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionErrors */ .o9))
                throw error;
            failures.push(...(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .toActionErrors */ .vb)(error));
        }
    }
    return { results, failures };
}
/** All of them, or an error for each that failed. */
async function everyStore(items, run) {
    const { results, failures } = await eachStore(items, run);
    (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .throwIfAny */ .MI)(failures);
    return results;
}


/***/ }),

/***/ 5405:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $y: () => (/* binding */ showsNames),
/* harmony export */   Bs: () => (/* binding */ maskCredentials),
/* harmony export */   ws: () => (/* binding */ maskPolicyOf)
/* harmony export */ });
/* harmony import */ var _secrets_masking_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9255);

/** What everybody can see anyway is not masked: a mask of it would blank the log. */
function maskPolicyOf({ minMaskLength }, workflow) {
    const { refName, repository, owner, actor } = workflow;
    const name = repository.split('/')[1] ?? '';
    return {
        minLength: minMaskLength,
        publicValues: new Set([refName, repository, name, owner, actor]),
    };
}
/** Whether names of variables may stand where everybody who sees the run can read them. */
function showsNames({ showNames }, { isPrivate }) {
    return showNames === 'true' || (showNames === 'auto' && isPrivate);
}
/** GitHub masks a secret only as it was pasted, and what comes from another step not always. */
function maskCredentials(credentials, { mask }) {
    const policy = { minLength: 4, publicValues: new Set() };
    for (const secret of credentials) {
        if (secret)
            mask((0,_secrets_masking_js__WEBPACK_IMPORTED_MODULE_0__/* .masksOf */ .JF)(secret.reveal(), policy).masks);
    }
}


/***/ }),

/***/ 8054:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V9: () => (/* binding */ openPrivateKey),
  j: () => (/* binding */ openStores),
  vb: () => (/* binding */ openStoresAgain),
  gG: () => (/* binding */ openStoresWithKey),
  gj: () => (/* binding */ refuseUnknownFiles),
  zd: () => (/* binding */ refuseUntrusted),
  fS: () => (/* binding */ refuseUntrustedFile),
  VY: () => (/* binding */ skippedReport)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./errors.js
var errors = __webpack_require__(5650);
// EXTERNAL MODULE: ./kanuka/layout.js
var layout = __webpack_require__(7173);
// EXTERNAL MODULE: ./kanuka/locate.js
var locate = __webpack_require__(4025);
// EXTERNAL MODULE: ./kanuka/open-store.js
var open_store = __webpack_require__(9003);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./kanuka/pem.js
var kanuka_pem = __webpack_require__(7509);
;// CONCATENATED MODULE: ./kanuka/private-key.js
// A private key in every form that people have it in, as node's KeyObject; or an error that says
// what was given and how to get what is needed.



const SAMPLE_LENGTH = 16;
const MAKE_ONE = 'Use the RSA key that `kanuka secrets ci-init` shows, or make one with `openssl genrsa 2048` and register its public key (`openssl rsa -pubout`) with `kanuka secrets register --file <uuid>.pub --user <email>`.';
/**
 * @param pasted the private key as it stands in the secret
 * @param passphrase tried as given, then without one final newline
 * @throws ActionError KEY_INVALID, KEY_KIND, PASSPHRASE_MISSING, PASSPHRASE_WRONG
 */
async function readPrivateKey(pasted, passphrase) {
    const block = privateBlock(pasted);
    const key = block.label === 'OPENSSH PRIVATE KEY'
        ? await openOpenSsh(block, passphrase)
        : openPem(block, passphrase);
    refuseOtherKinds(key);
    if (!isWhole(key))
        throw damaged(block.label);
    const modulusBits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return {
        key,
        modulusBytes: Math.ceil(modulusBits / 8),
        secretLines: [...(block.body.match(/.{1,64}/g) ?? []), block.body],
    };
}
function privateBlock(pasted) {
    const blocks = (0,kanuka_pem/* findPemBlocks */.aL)(pasted);
    const block = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'));
    if (block)
        return block;
    throw refusal('KEY_INVALID', describeWrongPaste(pasted, blocks), MAKE_ONE);
}
function describeWrongPaste(pasted, blocks) {
    const [first] = blocks;
    if (first)
        return `\`private-key\` holds a ${first.label}, not a private key`;
    if ((0,kanuka_pem/* isCutOff */.o7)(pasted)) {
        return '`private-key` is cut off: it has a BEGIN line, but no END line that fits';
    }
    const text = pasted.trim();
    if (/^(ssh-|ecdsa-|sk-)\S+ AAAA/.test(text)) {
        return '`private-key` holds an SSH PUBLIC key line, not a private key';
    }
    if (text.startsWith('PuTTY-User-Key-File')) {
        return '`private-key` is in PuTTY form; convert it with `puttygen key.ppk -O private-openssh`';
    }
    if (/^\*+$/.test(text)) {
        return '`private-key` is only `***`: an output that GitHub masked on its way between jobs';
    }
    if (/^MI[EIJ][A-Za-z0-9+/\s]+=*$/.test(text)) {
        return '`private-key` holds the body of a key without its BEGIN and END lines';
    }
    return `\`private-key\` holds no private key (${pasted.length} characters without a BEGIN line)`;
}
function openPem(block, passphrase) {
    const pem = (0,kanuka_pem/* formatPem */.uy)(block);
    const isEncrypted = block.label === 'ENCRYPTED PRIVATE KEY' || block.headers.length > 0;
    if (!isEncrypted) {
        const key = tryKey(pem);
        if (key)
            return key;
        throw damaged(block.label);
    }
    if (passphrase === undefined)
        throw passphraseMissing(block.label);
    for (const candidate of passphraseForms(passphrase)) {
        const key = tryKey(pem, candidate);
        if (key)
            return key;
    }
    throw passphraseWrong(block.label);
}
async function openOpenSsh(block, passphrase) {
    const { readOpenSshKey } = await Promise.all(/* import() */[__webpack_require__.e(92), __webpack_require__.e(119)]).then(__webpack_require__.bind(__webpack_require__, 119));
    const bytes = Buffer.from(block.body, 'base64');
    let result = readOpenSshKey(bytes, undefined);
    if ('key' in result)
        return result.key;
    if (result.failure === 'passphrase needed' && passphrase !== undefined) {
        for (const candidate of passphraseForms(passphrase)) {
            result = readOpenSshKey(bytes, candidate);
            if ('key' in result)
                return result.key;
        }
    }
    throw openSshRefusal(result, block.label);
}
function openSshRefusal(result, label) {
    switch (result.failure) {
        case 'kind':
            return kindRefusal(`an OpenSSH key of kind ${result.name}`);
        case 'cipher':
            return refusal('KEY_INVALID', `the OpenSSH key in \`private-key\` is encrypted with ${result.name}, which is not supported`, 'Write it anew with `ssh-keygen -p -Z aes256-ctr -f key`.');
        case 'passphrase needed':
            return passphraseMissing(label);
        case 'passphrase wrong':
            return passphraseWrong(label);
        case 'damaged':
            return damaged(label);
    }
}
// A secret that was set from a file or by `echo` ends in a newline that is not part of it.
function passphraseForms(passphrase) {
    const bare = passphrase.replace(/\r?\n$/, '');
    return [...new Set([passphrase, bare])].map((form) => Buffer.from(form, 'utf8'));
}
function tryKey(pem, passphrase) {
    try {
        return (0,external_node_crypto_.createPrivateKey)({ key: pem, format: 'pem', ...(passphrase && { passphrase }) });
    }
    catch {
        // OpenSSL's reasons differ by form and version; none tells a wrong passphrase from damage.
        return undefined;
    }
}
// A key with a wrong bit is read without complaint, and would then look like a stranger's or make
// the store look damaged: what its public half encrypts, it must decrypt.
function isWhole(key) {
    const sample = (0,external_node_crypto_.randomBytes)(SAMPLE_LENGTH);
    try {
        const encrypted = (0,external_node_crypto_.publicEncrypt)((0,external_node_crypto_.createPublicKey)(key), sample);
        return (0,external_node_crypto_.privateDecrypt)(key, encrypted).equals(sample);
    }
    catch {
        return false;
    }
}
function damaged(label) {
    return refusal('KEY_INVALID', `the ${label} in \`private-key\` is damaged or cut`, MAKE_ONE);
}
function refuseOtherKinds(key) {
    if (key.asymmetricKeyType === 'rsa')
        return;
    const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
    const kind = (key.asymmetricKeyType ?? 'unknown').toUpperCase();
    const details = [namedCurve, modulusLength && `${modulusLength} bits`].filter(Boolean).join(', ');
    throw kindRefusal(`a key of kind ${kind}${details ? ` (${details})` : ''}`);
}
function kindRefusal(what) {
    return refusal('KEY_KIND', `\`private-key\` is ${what}; Kanuka takes RSA keys only`, MAKE_ONE);
}
function passphraseMissing(label) {
    return refusal('PASSPHRASE_MISSING', `the ${label} in \`private-key\` is protected by a passphrase, and \`passphrase\` is empty`, 'Give it: `passphrase: ${{ secrets.KANUKA_PASSPHRASE }}`.');
}
function passphraseWrong(label) {
    return refusal('PASSPHRASE_WRONG', `\`passphrase\` does not open the ${label} in \`private-key\``, 'Check the secret: blanks count, one final newline does not. A damaged key looks the same.');
}
function refusal(code, what, fix) {
    return new errors/* ActionError */.lZ(code, { what, fix });
}

// EXTERNAL MODULE: ./kanuka/secret-files.js
var secret_files = __webpack_require__(1569);
// EXTERNAL MODULE: ./kanuka/store.js
var store = __webpack_require__(2318);
// EXTERNAL MODULE: ./platform/files.js
var files = __webpack_require__(1250);
// EXTERNAL MODULE: ./platform/trust.js
var trust = __webpack_require__(4443);
// EXTERNAL MODULE: ./commands/command.js
var command = __webpack_require__(7305);
// EXTERNAL MODULE: ./commands/each-store.js
var each_store = __webpack_require__(9483);
// EXTERNAL MODULE: ./commands/masks.js
var masks = __webpack_require__(5405);
// EXTERNAL MODULE: ./commands/store-homes.js
var store_homes = __webpack_require__(100);
;// CONCATENATED MODULE: ./commands/open-stores.js
// What every command with a private key does first: is the key there, may it be used on this event,
// which stores, which files; then all of them opened in memory.














/** @throws ActionError KEY_MISSING */
function missingKey(workflow) {
    const { why, fix } = (0,trust/* explainMissingKey */.fc)(workflow);
    return new errors/* ActionError */.lZ('KEY_MISSING', { what: `\`private-key\` is empty: ${why}`, fix });
}
/** The report of a run that has no key and need not have one. @param what the headline */
function skippedReport(deps, what) {
    return {
        ...command/* EMPTY_REPORT */.V,
        headline: `${what}: there is no private key`,
        notices: [
            { text: `${missingKey(deps.workflow).what}; skipped, because \`if-no-key\` is \`skip\`` },
        ],
        outputs: { changed: 'false', skipped: 'true' },
        details: { skipped: true },
    };
}
/** Opens every selected file of every store, or throws with all that is wrong. */
async function openStores(inputs, deps) {
    return (await openStoresWithKey(inputs, deps)).stores;
}
/** The same, for who needs the private key for more. */
async function openStoresWithKey(inputs, deps) {
    const { workflow } = deps;
    const roots = await (0,locate/* locateStores */.R)(workflow.workspace.real, inputs.workingDirectories);
    await (0,each_store/* everyStore */.Z)(roots, (root) => (0,store_homes/* recoverStore */.c)(deps, root, inputs));
    const selections = await selectStores(roots, inputs, workflow);
    const stores = selections.map(({ store }) => store);
    if (!inputs.allowUntrusted)
        await refuseUntrusted(workflow, stores, inputs);
    const privateKey = await openPrivateKey(inputs, deps);
    return { stores: await openAll(selections, privateKey, deps), privateKey };
}
/** Once more, after this run has changed them itself: then they are no longer those of the event. */
async function openStoresAgain(privateKey, inputs, deps) {
    const { workflow } = deps;
    const roots = await (0,locate/* locateStores */.R)(workflow.workspace.real, inputs.workingDirectories);
    return openAll(await selectStores(roots, inputs, workflow), privateKey, deps);
}
async function selectStores(roots, inputs, workflow) {
    const stores = await (0,each_store/* everyStore */.Z)(roots, (root) => (0,store/* readStore */.u)(workflow.workspace.real, root));
    const selections = [];
    for (const store of stores) {
        const { secretFiles } = store;
        selections.push({ store, secretFiles, ...(await (0,secret_files/* selectFiles */.A)(secretFiles, inputs.files)) });
    }
    refuseUnknownFiles(selections, inputs.files);
    return selections;
}
/** @throws ActionError NOTHING_SELECTED, and one for each path that no store knows */
function refuseUnknownFiles(selections, lines) {
    const [first, ...others] = selections;
    // A path that any of the stores knows is right.
    const nowhere = [...(first?.unknown ?? [])].filter(([path]) => others.every(({ unknown }) => unknown.has(path)));
    (0,errors/* throwIfAny */.MI)(nowhere.map(([, error]) => error));
    const isEmpty = selections.every(({ paths }) => paths.length === 0);
    const hasFiles = selections.some(({ secretFiles }) => secretFiles.length > 0);
    if (!isEmpty || (lines.length === 0 && !hasFiles))
        return;
    throw new errors/* ActionError */.lZ('NOTHING_SELECTED', {
        what: `\`files\` matches none of the secret files (${lines.join(', ')})`,
        fix: hasFiles
            ? `The store has: ${selections
                .flatMap(({ secretFiles }) => secretFiles)
                .slice(0, 10)
                .join(', ')}`
            : 'The store has no secret files: run `kanuka secrets encrypt` and commit.',
    });
}
/**
 * Whether the stores, and the destinations that their values would go to, are those of the event.
 * @throws ActionError UNTRUSTED_EVENT
 */
async function refuseUntrusted(workflow, stores, { push: { destinationsFile } }) {
    if (!(0,trust/* needsProof */.cp)(workflow))
        return;
    const { whyNotTheEventCommit } = await __webpack_require__.e(/* import() */ 122).then(__webpack_require__.bind(__webpack_require__, 9122));
    for (const store of stores) {
        const owned = { root: store.root, folder: layout/* STORE_FOLDER */.dB, files: store.secretFiles };
        const why = await whyNotTheEventCommit(workflow, owned);
        if (why !== undefined)
            throw untrusted(workflow, why, store.shown('.kanuka'));
    }
    if (destinationsFile !== undefined) {
        await refuseUntrustedFile(workflow, (0,external_node_path_.resolve)(workflow.workspace.real, destinationsFile));
    }
}
/** The same for one file that decides what becomes of the values. @param path absolute */
async function refuseUntrustedFile(workflow, path) {
    if (!(0,trust/* needsProof */.cp)(workflow))
        return;
    const { whyNotTheEventCommit } = await __webpack_require__.e(/* import() */ 122).then(__webpack_require__.bind(__webpack_require__, 9122));
    const owned = { root: (0,external_node_path_.dirname)(path), folder: undefined, files: [(0,external_node_path_.basename)(path)] };
    const why = await whyNotTheEventCommit(workflow, owned);
    if (why !== undefined)
        throw untrusted(workflow, why, (0,files/* shownPath */.pS)(workflow.workspace.real, path));
}
function untrusted({ eventName }, why, file) {
    return new errors/* ActionError */.lZ('UNTRUSTED_EVENT', {
        what: `the private key is not used on \`${eventName}\`: ${why}`,
        where: { file },
        fix: "Check out the event's own commit (actions/checkout without `ref:` and `repository:`). Only if outsiders cannot choose what is checked out: `allow-untrusted: true`.",
    });
}
/** Reads the key and masks it. @throws ActionError KEY_MISSING, and what reading it throws */
async function openPrivateKey(inputs, deps) {
    const pasted = inputs.privateKey?.reveal();
    if (pasted === undefined)
        throw missingKey(deps.workflow);
    const passphrase = inputs.passphrase?.reveal();
    (0,masks/* maskCredentials */.Bs)([inputs.privateKey, inputs.passphrase], deps);
    const privateKey = await readPrivateKey(pasted, passphrase);
    deps.mask(privateKey.secretLines);
    return privateKey;
}
async function openAll(selections, privateKey, deps) {
    return (0,each_store/* everyStore */.Z)(selections, async ({ store, paths }) => {
        const opened = await (0,open_store/* openStore */.C)(store, privateKey, paths);
        deps.debug(`${store.title} at ${store.path}: ${opened.files.length} files open`);
        return opened;
    });
}


/***/ }),

/***/ 100:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ recoverStore),
/* harmony export */   l: () => (/* binding */ homeOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _git_git_dir_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3472);
/* harmony import */ var _git_repository_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5884);
/* harmony import */ var _kanuka_recovery_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3416);
/* harmony import */ var _kanuka_transaction_home_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2015);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1250);
/* harmony import */ var _platform_printable_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9298);
// Where each store keeps what a change of it needs, and the end of what an earlier run left half done:
// every command looks for that before it reads a store.







/** @param root real path of the store */
function homeOf(workflow, root) {
    const workspace = workflow.workspace.real;
    const workTree = (0,_git_repository_js__WEBPACK_IMPORTED_MODULE_2__/* .findRepository */ .W)(workspace, root)?.workTree;
    const gitDir = workTree === undefined ? undefined : (0,_git_git_dir_js__WEBPACK_IMPORTED_MODULE_1__/* .gitDirOf */ .z)(workTree);
    const home = (0,_kanuka_transaction_home_js__WEBPACK_IMPORTED_MODULE_4__/* .transactionHome */ .mo)(root, gitDir, workflow.temp.real);
    const path = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_5__/* .slashed */ .df)(workspace, root);
    return { ...home, shown: (inside) => (path === '.' ? inside : `${path}/${inside}`) };
}
const OUTCOMES = {
    discarded: 'was discarded: the store is as it was before',
    completed: 'was completed: the store is entirely new',
    'rolled back': 'was taken back: the store is as it was before',
    'cleaned up': 'was already complete; what it had kept was removed',
};
/**
 * Announces what it did, if there was anything.
 * @throws ActionError STORE_BUSY, STORE_INTERRUPTED, PATH_UNSAFE, WRITE_FAILED
 */
function recoverStore(deps, root, { dryRun }) {
    const home = homeOf(deps.workflow, root);
    if (!(0,_kanuka_recovery_js__WEBPACK_IMPORTED_MODULE_3__/* .hasLeftovers */ .tG)(home))
        return;
    const { outcome, files } = (0,_kanuka_recovery_js__WEBPACK_IMPORTED_MODULE_3__/* .recover */ .lj)(home, { dryRun });
    if (outcome === 'nothing')
        return;
    const end = dryRun
        ? `would be brought to an end (${outcome}); a dry run changes nothing`
        : OUTCOMES[outcome];
    const list = files.length === 0 ? '' : ` (${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(files.length, 'file')})`;
    const file = home.shown('.kanuka');
    const text = `an unfinished change of ${file} by an earlier run ${end}${list}`;
    // Half old and half new it does not open, and what is wrong with it would stay unsaid.
    if (dryRun && files.length > 0) {
        const fix = 'Run it without `dry-run`: every command brings the change to an end first.';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('STORE_INTERRUPTED', { what: text, where: { file }, fix });
    }
    deps.announce({ file, text });
}


/***/ }),

/***/ 3472:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ gitDirOf)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1250);
// Where the git folder of a work tree is, told by node alone: for those who need no git program.



/** More than any path has. */
const MAX_BYTES = 64 * 1024;
/**
 * The real path of `.git`, or of what a `.git` file (worktree, submodule) names.
 * @param workTree absolute
 * @returns undefined where there is none, or where it lies in a checkout outside of any `.git`: then
 *   a checkout may have brought it, with whatever it likes in it
 */
function gitDirOf(workTree) {
    const gitDir = realFolder(namedBy(`${workTree}/.git`, workTree));
    return gitDir === undefined || isBrought(gitDir) ? undefined : gitDir;
}
function namedBy(path, workTree) {
    if ((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_2__/* .statOf */ ._N)(path)?.isDirectory())
        return path;
    const read = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_2__/* .readRegularFile */ .XF)(path, MAX_BYTES);
    const text = 'bytes' in read ? read.bytes.toString('utf8') : '';
    const [, target] = /^gitdir: ([^\0]+?)[\r\n]*$/.exec(text) ?? [];
    return target === undefined ? undefined : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workTree, target);
}
function realFolder(path) {
    try {
        const real = path === undefined ? undefined : node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(path);
        return real !== undefined && (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_2__/* .statOf */ ._N)(real)?.isDirectory() ? real : undefined;
    }
    catch {
        // It does not exist, or is not for us to see.
        return undefined;
    }
}
// git checks nothing out that is called `.git`, so what lies below such a folder is its own.
function isBrought(gitDir) {
    if (gitDir.split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).includes('.git'))
        return false;
    for (let at = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(gitDir); (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(at) !== at; at = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(at)) {
        if ((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_2__/* .statOf */ ._N)(`${at}/.git`) !== undefined)
            return true;
    }
    return false;
}


/***/ }),

/***/ 1578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LF: () => (/* binding */ pathText),
/* harmony export */   O3: () => (/* binding */ Splitter),
/* harmony export */   Uf: () => (/* binding */ BatchParser),
/* harmony export */   X5: () => (/* binding */ pathBytes)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573);
// The forms of git's output, read as it comes: fields that end with NUL, objects of `cat-file --batch`,
// and paths whatever their bytes. Starts nothing.

/**
 * A path as a string. Bytes that are no UTF-8 become lone surrogates, which no UTF-8 gives: two names
 * never look the same, so none can hide another. Shown or written, each becomes U+FFFD.
 */
function pathText(bytes) {
    if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes))
        return bytes.toString('utf8');
    let text = '';
    for (let at = 0; at < bytes.length;) {
        const length = characterLength(bytes, at);
        text +=
            length === 0
                ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0))
                : bytes.toString('utf8', at, at + length);
        at += Math.max(length, 1);
    }
    return text;
}
/** The bytes that pathText was given. */
function pathBytes(text) {
    if (text.isWellFormed())
        return Buffer.from(text);
    const parts = text.split(/([\udc80-\udcff])/u);
    return Buffer.concat(parts.map((part, index) => index % 2 === 1 ? Buffer.of(part.charCodeAt(0) - 0xdc00) : Buffer.from(part)));
}
function characterLength(bytes, at) {
    const first = bytes[at] ?? 0;
    if (first < 0x80)
        return 1;
    const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    const isWhole = at + length <= bytes.length && (0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes.subarray(at, at + length));
    return isWhole ? length : 0;
}
/** Cuts output into fields at a byte; they are only good until `onField` returns. */
class Splitter {
    #end;
    #onField;
    #started = [];
    constructor(end, onField) {
        this.#end = end;
        this.#onField = onField;
    }
    /** Takes the next part of the output. */
    take = (chunk) => {
        let at = 0;
        for (let end = chunk.indexOf(this.#end); end !== -1; end = chunk.indexOf(this.#end, at)) {
            const rest = chunk.subarray(at, end);
            at = end + 1;
            if (this.#started.length === 0) {
                this.#onField(rest);
                continue;
            }
            const field = Buffer.concat([...this.#started, rest]);
            this.#started = [];
            this.#onField(field);
        }
        if (at < chunk.length)
            this.#started.push(Buffer.from(chunk.subarray(at)));
    };
}
/** More than `<id> <type> <size>` ever has; a line that is longer is no such line. */
const MAX_HEAD_BYTES = 1024;
/**
 * Each object: `<id> <type> <size>`, a line end, its bytes, a line end. One at a time is held.
 * https://git-scm.com/docs/git-cat-file
 */
class BatchParser {
    #onObject;
    #head = '';
    #object;
    #filled = 0;
    /** @param onObject gets the objects in their order, undefined for one that is missing */
    constructor(onObject) {
        this.#onObject = onObject;
    }
    /** Takes the next part of the output. */
    take = (chunk) => {
        for (let at = 0; at < chunk.length;) {
            at += this.#object ? this.#body(this.#object, chunk, at) : this.#line(chunk, at);
        }
    };
    #line(chunk, at) {
        const end = chunk.indexOf('\n', at);
        this.#head += chunk.toString('latin1', at, end === -1 ? chunk.length : end);
        if (this.#head.length > MAX_HEAD_BYTES)
            throw new Error('git cat-file said what it never says');
        if (end === -1)
            return chunk.length - at;
        const [, id = '', type = '', size] = /^([0-9a-f]+) ([a-z]+) (\d+)$/.exec(this.#head) ?? [];
        this.#head = '';
        this.#filled = 0;
        if (size === undefined)
            this.#onObject(undefined);
        else
            this.#object = { id, type, bytes: Buffer.allocUnsafeSlow(Number(size)) };
        return end + 1 - at;
    }
    #body(object, chunk, at) {
        const { bytes } = object;
        const isWhole = this.#filled === bytes.length;
        if (isWhole) {
            // The byte here is the line end.
            this.#object = undefined;
            this.#onObject(object);
            return 1;
        }
        const copied = chunk.copy(bytes, this.#filled, at);
        this.#filled += copied;
        return copied;
    }
}


/***/ }),

/***/ 7914:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BE: () => (/* binding */ startGit),
/* harmony export */   EO: () => (/* binding */ runGit),
/* harmony export */   HF: () => (/* binding */ gitMissing),
/* harmony export */   WM: () => (/* binding */ throwIfMissing),
/* harmony export */   aN: () => (/* binding */ lastWords),
/* harmony export */   gB: () => (/* binding */ mustGit),
/* harmony export */   t1: () => (/* binding */ streamGit)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3053);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var _actions_exec__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4033);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5650);
/* harmony import */ var _platform_environment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7480);
/* harmony import */ var _platform_printable_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9298);
/* harmony import */ var _network_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9560);
// How git is started, and the only place that starts a process. git does what the checkout says (hooks,
// filters, fsmonitor, aliases), so every call names its repository and work tree, gets an environment
// of its own, and switches off what a checkout could bring.
// https://git-scm.com/docs/git#_environment_variables









const SETTINGS = [
    ['safe.bareRepository', 'explicit'],
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['gc.auto', '0'],
    ['submodule.recurse', 'false'],
    ['protocol.allow', 'never'],
];
/** The exit code where there is no git program, as a shell has it. */
const NO_PROGRAM = 127;
/** More than any reason takes. */
const MAX_STDERR_BYTES = 1024 * 1024;
/** Never throws for what git says, nor where there is no git: `exitCode` tells. */
async function runGit(place, args, options = {}) {
    const chunks = [];
    const onOutput = (chunk) => {
        chunks.push(Buffer.from(chunk));
    };
    const end = await streamGit(place, args, { ...options, onOutput });
    return { ...end, stdout: end.exitCode === NO_PROGRAM ? Buffer.alloc(0) : Buffer.concat(chunks) };
}
/**
 * Like runGit for output that is not to be held: `onOutput` gets it as it comes, and git waits as long
 * as it works on it. What it is given is its own until it returns, and gone then.
 * @throws what `onOutput` throws, after git has ended
 */
async function streamGit(place, args, options) {
    const { gitDir, workTree } = place;
    const fixed = [`--git-dir=${gitDir}`, ...(workTree ? [`--work-tree=${workTree}`] : [])];
    const env = childEnvironment(place, options);
    const output = consumer(options.onOutput);
    const stderr = collector(MAX_STDERR_BYTES);
    let exitCode = NO_PROGRAM;
    try {
        exitCode = await toleratingBrokenPipes(async () => (0,_actions_exec__WEBPACK_IMPORTED_MODULE_7__/* .exec */ .m)('git', [...fixed, ...args], {
            cwd: workTree ?? gitDir,
            env,
            input: Buffer.from(options.input ?? []),
            listeners: { stdout: output.take, stderr: stderr.take },
            silent: true,
            ignoreReturnCode: true,
        }));
    }
    catch {
        // There is no git program: nothing can be asked, and each caller says what that means.
    }
    output.throwIfFailed();
    return { exitCode, stderr: exitCode === NO_PROGRAM ? '' : stderr.text() };
}
/**
 * Starts a git that only reads. @actions/exec closes the input of what it starts, and cannot stop it, so
 * this is node's own. It looks for git in the current folder first where that is Windows': so a place
 * with a work tree must be one of our own, which no checkout can have put a program into.
 */
function startGit(place, args, { onOutput, env = {} }) {
    const { gitDir, workTree } = place;
    const fixed = [`--git-dir=${gitDir}`, ...(workTree ? [`--work-tree=${workTree}`] : [])];
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)('git', [...fixed, ...args], {
        // A git folder can be a file that names another, so it is no place to be in.
        cwd: workTree ?? (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(process.execPath),
        env: childEnvironment(place, { env }),
        stdio: ['pipe', 'pipe', 'ignore'],
        windowsHide: true,
    });
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', onOutput);
    return {
        say: (input) => child.stdin.write(input),
        end: () => child.stdin.end(),
        kill: () => child.kill('SIGKILL'),
        ended: new Promise((resolve) => {
            child.once('error', () => resolve(NO_PROGRAM));
            child.once('close', (code) => resolve(code ?? undefined));
        }),
    };
}
function consumer(onOutput) {
    const failures = [];
    return {
        take: (chunk) => {
            // An error must not get to the stream, which nobody would catch it from.
            try {
                if (failures.length === 0)
                    onOutput(chunk);
            }
            catch (error) {
                failures.push(error);
            }
            // @actions/exec makes a string of it next, and adds string to string until a line ends: of a large
            // blob without line ends, again and again all that came so far. It is to find a short line instead.
            chunk.fill(0);
            chunk.write(node_os__WEBPACK_IMPORTED_MODULE_2__.EOL, Math.max(0, chunk.length - node_os__WEBPACK_IMPORTED_MODULE_2__.EOL.length));
        },
        throwIfFailed: () => {
            if (failures.length > 0)
                throw failures[0];
        },
    };
}
function collector(limit) {
    const chunks = [];
    let room = limit;
    return {
        take: (chunk) => {
            chunks.push(Buffer.from(chunk.subarray(0, room)));
            room -= Math.min(room, chunk.length);
        },
        text: () => Buffer.concat(chunks).toString('utf8'),
    };
}
/**
 * The output of a git that must be there and must do it.
 * @throws ActionError GIT_MISSING, WRITE_FAILED
 */
async function mustGit(place, args, options = {}) {
    const result = await runGit(place, args, options);
    if (result.exitCode === 0)
        return result.stdout;
    throwIfMissing(result);
    const said = lastWords(result);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('WRITE_FAILED', {
        what: `git ${args[0] ?? ''} failed in the checkout (${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_8__/* .cell */ .Hn)(said) || `exit code ${result.exitCode}`})`,
        fix: 'Look for a full disk, missing rights in the `.git` folder, or a damaged repository; a new checkout helps against the last.',
    });
}
/** The line of git's that says what is wrong; what follows it is advice. Unclean, maybe empty. */
function lastWords({ stderr }) {
    // What stands before this line has the reason.
    const [reason = ''] = stderr.split('fatal: Could not read from remote repository');
    const lines = (reason.trim() || stderr).split('\n').filter((line) => line.trim() !== '');
    const said = ['fatal: ', 'error: ', ''].map((start) => lines.findLast((line) => line.startsWith(start)));
    return said.find((line) => line !== undefined)?.trim() ?? '';
}
/** @throws ActionError GIT_MISSING */
function throwIfMissing({ exitCode }) {
    if (exitCode === NO_PROGRAM)
        throw gitMissing('there is no git program on the PATH');
}
function gitMissing(what) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('GIT_MISSING', {
        what,
        fix: 'Install git 2.31 or later on the runner, or in the image of the job container, before this step.',
    });
}
// A git that ends before it has read its input breaks the pipe. Its exit code says enough, but
// @actions/exec lets that error end the process, and offers no other way to its child.
async function toleratingBrokenPipes(work) {
    const started = (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_1__.channel)('child_process');
    const tolerate = (message) => {
        const { process: child } = message;
        child.once('spawn', () => child.stdin?.on('error', () => undefined));
    };
    started.subscribe(tolerate);
    try {
        return await work();
    }
    finally {
        started.unsubscribe(tolerate);
    }
}
function childEnvironment({ gitDir, workTree = gitDir, objects }, { env: own = {}, network }) {
    const settings = [
        ...SETTINGS,
        ['safe.directory', workTree],
        ...(network ? (0,_network_js__WEBPACK_IMPORTED_MODULE_6__/* .networkSettings */ .eg)(network) : []),
    ];
    const env = {
        PATH: _platform_environment_js__WEBPACK_IMPORTED_MODULE_5__/* .environment */ .cA['PATH'] ?? '',
        LC_ALL: 'C',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_TERMINAL_PROMPT: '0',
        GIT_OPTIONAL_LOCKS: '0',
        GIT_LITERAL_PATHSPECS: '1',
        GIT_NO_LAZY_FETCH: '1',
        GIT_NO_REPLACE_OBJECTS: '1',
        GIT_CONFIG_COUNT: String(settings.length),
        // Windows starts no process without it.
        SystemRoot: _platform_environment_js__WEBPACK_IMPORTED_MODULE_5__/* .environment */ .cA['SystemRoot'],
        GIT_OBJECT_DIRECTORY: objects,
        ...(network ? (0,_network_js__WEBPACK_IMPORTED_MODULE_6__/* .networkVariables */ .Io)(network) : {}),
        ...own,
    };
    for (const [index, [name, value]] of settings.entries()) {
        env[`GIT_CONFIG_KEY_${index}`] = name;
        env[`GIT_CONFIG_VALUE_${index}`] = value;
    }
    return Object.fromEntries(Object.entries(env).filter((entry) => entry[1] !== undefined));
}


/***/ }),

/***/ 9560:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AT: () => (/* binding */ protocolOf),
/* harmony export */   Il: () => (/* binding */ headerSetting),
/* harmony export */   Io: () => (/* binding */ networkVariables),
/* harmony export */   eg: () => (/* binding */ networkSettings),
/* harmony export */   kP: () => (/* binding */ plainUrl),
/* harmony export */   pc: () => (/* binding */ redacted),
/* harmony export */   rv: () => (/* binding */ authorizationFor)
/* harmony export */ });
/* unused harmony exports withoutCredentials, credentialsIn */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5650);
/* harmony import */ var _platform_environment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7480);
// What git may know and use when it talks to a remote: the one protocol of its URL, credentials for
// the one host they belong to, the machine's proxies and certificates. Starts nothing itself.



const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;
const PROXIES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'];
const FOR_HTTP = [
    ...PROXIES,
    ...PROXIES.map((name) => name.toLowerCase()),
    'GIT_SSL_CAINFO',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
];
// A server that says nothing for so many seconds has gone: git itself would wait for ever.
const PATIENCE = [
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', '120'],
];
// RUNNER_TEMP is where actions/checkout keeps a `ssh-key`, and what the command that it stores names.
const FOR_SSH = ['HOME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'SSH_AUTH_SOCK', 'RUNNER_TEMP'];
/** @throws ActionError REMOTE_FAILED for a URL of any other kind */
function protocolOf(url) {
    const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url) ?? [];
    if (url.startsWith('-') || url.includes('\0'))
        throw unusable(url);
    // As git does: `host:path` is ssh unless a slash comes before the colon, or the host is a drive.
    if (scheme === undefined) {
        if (/^[^/:]*::/.test(url))
            throw unusable(url);
        return /^[^/\\:]{2,}:/.test(url) ? 'ssh' : 'file';
    }
    const protocol = scheme.toLowerCase();
    if (protocol === 'https' || protocol === 'ssh' || protocol === 'file')
        return protocol;
    if (protocol === 'http' && LOOPBACK.test(parsed(url)?.hostname ?? ''))
        return 'http';
    throw unusable(url);
}
/** The URL as it may stand in arguments: without credentials, a path absolute. */
function plainUrl(url, folder) {
    const protocol = protocolOf(url);
    if (protocol === 'file')
        return /^file:/i.test(url) ? url : (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(folder, url);
    return withoutCredentials(url);
}
/** For arguments and messages. A user name alone, as in `ssh://git@host`, is no secret with ssh. */
function withoutCredentials(text) {
    return text
        .replaceAll(/\b(https?:\/\/)[^/?#\s@]*@/gi, '$1')
        .replaceAll(/\b(ssh:\/\/[^/?#\s@:]*):[^/?#\s@]*@/gi, '$1@');
}
/** `user:password` of an http(s) URL. */
function credentialsIn(url) {
    const { username = '', password = '', protocol = '' } = parsed(url) ?? {};
    if (!protocol.startsWith('http') || username + password === '')
        return undefined;
    return `${unescaped(username)}:${unescaped(password)}`;
}
function unescaped(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
/** What git is told by settings: they come after all files, so they win. */
function networkSettings(network) {
    const { url, settings = [] } = network;
    const protocol = protocolOf(url);
    const always = [[`protocol.${protocol}.allow`, 'always'], ...PATIENCE];
    const authorization = authorizationFor(network);
    if (authorization === undefined)
        return [...always, ...settings];
    const name = headerSetting(url);
    // Headers add up, and two of this name are refused: the empty one drops those of actions/checkout.
    return [...always, ...settings, [name, ''], [name, `AUTHORIZATION: basic ${authorization}`]];
}
/** The setting that actions/checkout uses too: it holds for one server alone. */
function headerSetting(url) {
    return `http.${parsed(url)?.origin ?? ''}/.extraheader`;
}
/** Base64, as HTTP wants it; undefined where there is nothing for this host. */
function authorizationFor({ url, serverUrl, token }) {
    const origin = parsed(url)?.origin;
    const isServer = /^https?:/i.test(url) && origin === parsed(serverUrl)?.origin;
    const credentials = token && isServer ? `x-access-token:${token.reveal()}` : credentialsIn(url);
    return credentials === undefined ? undefined : Buffer.from(credentials).toString('base64');
}
/** What git or the server said, without what they were given. */
function redacted(text, network) {
    const headers = (network.settings ?? []).filter(([name]) => name.endsWith('extraheader'));
    const encoded = [
        authorizationFor(network),
        ...headers.map(([, value]) => value.split(' ').at(-1)),
    ];
    const secrets = encoded.flatMap((word = '') => {
        const plain = Buffer.from(word, 'base64').toString('utf8');
        return [word, plain, plain.slice(plain.indexOf(':') + 1)].filter((part) => part !== '');
    });
    return secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), withoutCredentials(text));
}
function networkVariables({ url, sshCommand }) {
    if (protocolOf(url) !== 'ssh')
        return inherited(FOR_HTTP);
    // Batch mode, as nobody is there to answer a question.
    const command = `${sshCommand || 'ssh'} -o BatchMode=yes`;
    return { ...inherited(FOR_SSH), GIT_SSH_COMMAND: command };
}
function inherited(names) {
    const found = {};
    for (const name of names) {
        const value = _platform_environment_js__WEBPACK_IMPORTED_MODULE_2__/* .environment */ .cA[name];
        if (value)
            found[name] = value;
    }
    return found;
}
function parsed(url) {
    return URL.canParse(url) ? new URL(url) : undefined;
}
function unusable(url) {
    const [kind] = /^[a-z0-9+.-]*/i.exec(url) ?? [];
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('REMOTE_FAILED', {
        what: `the remote's URL is of a kind that is not used here (${kind || 'unknown'})`,
        fix: 'Let `origin` be an https, ssh or file URL, or a path; http works on the own machine only.',
    });
}


/***/ }),

/***/ 6903:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ parseTree),
/* harmony export */   n: () => (/* binding */ ObjectReader)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _git_output_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1578);
/* harmony import */ var _git_process_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7914);
/* harmony import */ var _object_session_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5506);
// Reads objects from a checkout or a git folder of our own: entries of trees, sizes, contents. Holds no
// more than it is asked to give back, whatever the repository has. Writes nothing, and fetches nothing.




class ObjectReader {
    place;
    constructor(place) {
        this.place = place;
    }
    /**
     * Everything but folders at a commit below `prefix` (a folder with `/` at its end, or empty), by path.
     * @throws ActionError GIT_MISSING, HISTORY_MISSING when the commit is not there
     */
    async treeEntries(commit, prefix) {
        const below = prefix === '' ? [] : ['--', prefix];
        const args = ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit, ...below];
        const { entries, take } = treeParser();
        const end = await (0,_git_process_js__WEBPACK_IMPORTED_MODULE_2__/* .streamGit */ .t1)(this.place, args, { onOutput: take });
        (0,_git_process_js__WEBPACK_IMPORTED_MODULE_2__/* .throwIfMissing */ .WM)(end);
        if (end.exitCode === 0)
            return entries;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('HISTORY_MISSING', {
            what: `git does not have the commit ${commit}, or not all of its folders`,
            fix: 'Check out again with actions/checkout: `.git` lacks objects, or holds damaged ones.',
        });
    }
    /** Contents of at most `limit` bytes each, by id; larger and missing ones are left out. */
    async read(ids, limit) {
        const found = new Map();
        await this.stream(ids, limit, (id, bytes) => found.set(id, bytes));
        return found;
    }
    /** As ObjectSession.sizes, for who asks once. */
    async sizes(ids) {
        return this.#once(async (session) => session.sizes(ids));
    }
    /** As ObjectSession.stream, for who asks once; blobs over `limit` bytes are left out. */
    async stream(ids, limit, onBlob) {
        await this.#once(async (session) => {
            const sizes = await session.sizes(ids);
            const wanted = [...sizes].filter(([, size]) => size <= limit).map(([id]) => id);
            await session.stream(wanted, onBlob);
        });
    }
    /** Objects as they are stored, in the order of the ids; undefined when one is missing. */
    async objects(ids) {
        const objects = [];
        const parser = new _git_output_js__WEBPACK_IMPORTED_MODULE_1__/* .BatchParser */ .Uf((object) => {
            if (object)
                objects.push({ type: object.type, bytes: object.bytes });
        });
        if (ids.length === 0)
            return objects;
        const input = Buffer.from(ids.map((id) => `${id}\n`).join(''));
        const options = { input, onOutput: parser.take };
        const { exitCode } = await (0,_git_process_js__WEBPACK_IMPORTED_MODULE_2__/* .streamGit */ .t1)(this.place, ['cat-file', '--batch'], options);
        return exitCode === 0 && objects.length === ids.length ? objects : undefined;
    }
    async #once(ask) {
        const session = new _object_session_js__WEBPACK_IMPORTED_MODULE_3__/* .ObjectSession */ .S(this.place);
        try {
            return await ask(session);
        }
        finally {
            await session.close();
        }
    }
}
function treeParser() {
    const entries = new Map();
    const { take } = new _git_output_js__WEBPACK_IMPORTED_MODULE_1__/* .Splitter */ .O3(0, (line) => {
        const tab = line.indexOf('\t');
        const [mode = '', type = '', id = ''] = line.toString('latin1', 0, tab).split(' ');
        if (tab !== -1)
            entries.set((0,_git_output_js__WEBPACK_IMPORTED_MODULE_1__/* .pathText */ .LF)(line.subarray(tab + 1)), { mode, type, id });
    });
    return { entries, take };
}
/** The output of `ls-tree -z`. */
function parseTree(output) {
    const { entries, take } = treeParser();
    take(output);
    return entries;
}


/***/ }),

/***/ 5506:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ ObjectSession)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _git_output_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1578);
/* harmony import */ var _git_process_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7914);
// One long-lived `git cat-file` for sizes and one for contents, for who asks many times: what a process
// costs is paid once. https://git-scm.com/docs/git-cat-file#_batch_output



const LINE_END = 10;
/** Questions are answered one after the other. Must be closed. */
class ObjectSession {
    #sizes;
    #contents;
    constructor(place) {
        this.#sizes = new Talk(place, '--batch-check');
        this.#contents = new Talk(place, '--batch');
    }
    /** Bytes of each blob; what is missing, damaged or no blob is left out. @throws ActionError HISTORY_MISSING */
    async sizes(ids) {
        const sizes = new Map();
        await this.#sizes.ask([...new Set(ids)], (answered) => {
            const lines = new _git_output_js__WEBPACK_IMPORTED_MODULE_1__/* .Splitter */ .O3(LINE_END, (line) => {
                const [, id, size] = /^([0-9a-f]+) blob (\d+)$/.exec(line.toString('latin1')) ?? [];
                if (id !== undefined)
                    sizes.set(id, Number(size));
                answered();
            });
            return lines.take;
        });
        return sizes;
    }
    /**
     * Hands out blobs one after the other, and holds none; missing ones are left out.
     * @throws ActionError HISTORY_MISSING, what `onBlob` throws; it is not called again then
     */
    async stream(ids, onBlob) {
        await this.#contents.ask([...new Set(ids)], (answered) => {
            const parser = new _git_output_js__WEBPACK_IMPORTED_MODULE_1__/* .BatchParser */ .Uf((object) => {
                if (object?.type === 'blob')
                    onBlob(object.id, object.bytes);
                answered();
            });
            return parser.take;
        });
    }
    /** Resolves when the processes are gone. */
    async close() {
        await Promise.all([this.#sizes.close(), this.#contents.close()]);
    }
}
/** One process, and whoever waits for its answer. */
class Talk {
    #place;
    #how;
    #conversation;
    #take = () => undefined;
    #last = Promise.resolve();
    #isClosed = false;
    constructor(place, how) {
        // Objects need no work tree, and that of a checkout is no place to start a program in.
        this.#place = { gitDir: place.gitDir, ...(place.objects && { objects: place.objects }) };
        this.#how = how;
    }
    /** @param read gets what to call for each answer, and gives back what reads them */
    async ask(ids, read) {
        const before = this.#last;
        const now = before.then(async () => this.#ask(ids, read));
        // Who comes next waits for the end of this one, not for its success.
        this.#last = now.catch(() => undefined);
        return now;
    }
    async #ask(ids, read) {
        // One question may fail while others still wait for their turn: nobody would end what they start.
        if (this.#isClosed)
            throw new Error('the session is closed');
        if (ids.length === 0)
            return;
        this.#conversation ??= (0,_git_process_js__WEBPACK_IMPORTED_MODULE_2__/* .startGit */ .BE)(this.#place, ['cat-file', this.#how], {
            onOutput: (chunk) => this.#take(chunk),
        });
        const conversation = this.#conversation;
        let left = ids.length;
        const isAnswered = new Promise((resolve, reject) => {
            const take = read(() => {
                left -= 1;
                if (left === 0)
                    resolve();
            });
            this.#take = (chunk) => {
                // An error must not get to the stream, which nobody would catch it from.
                try {
                    take(chunk);
                }
                catch (error) {
                    this.#take = () => undefined;
                    reject(error);
                }
            };
        });
        conversation.say(Buffer.from(ids.map((id) => `${id}\n`).join('')));
        try {
            const isEnded = conversation.ended.then(() => {
                throw damaged();
            });
            await Promise.race([isAnswered, isEnded]);
        }
        catch (error) {
            // Answers that nobody has read would be taken for those of the next question.
            await this.#end();
            throw error;
        }
    }
    async close() {
        this.#isClosed = true;
        await this.#end();
    }
    async #end() {
        const conversation = this.#conversation;
        this.#conversation = undefined;
        conversation?.end();
        await conversation?.ended;
    }
}
function damaged() {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('HISTORY_MISSING', {
        what: 'git could not read all objects of the checkout: some are damaged',
        fix: 'Check out again with actions/checkout; on a self-hosted runner, with a fresh workspace.',
    });
}


/***/ }),

/***/ 5884:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ Repository),
/* harmony export */   W: () => (/* binding */ findRepository)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1250);
/* harmony import */ var _git_dir_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3472);
/* harmony import */ var _git_process_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7914);
/* harmony import */ var _object_reader_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6903);
// Typed questions to git about a checkout, plumbing only; git-process.ts has how it is asked. Nothing
// here writes, neither objects nor refs nor the index.





class Repository {
    /** Absolute path of the work tree. */
    workTree;
    place;
    #reader;
    constructor(workTree) {
        this.workTree = workTree;
        this.place = { gitDir: `${workTree}/.git`, workTree };
        this.#reader = new _object_reader_js__WEBPACK_IMPORTED_MODULE_4__/* .ObjectReader */ .n(this.place);
    }
    /** Absolute real path; undefined where a checkout may have brought it. Costs no process. */
    gitDir() {
        return (0,_git_dir_js__WEBPACK_IMPORTED_MODULE_2__/* .gitDirOf */ .z)(this.workTree);
    }
    /** Commit id of HEAD; undefined before the first commit. */
    async head() {
        return this.#line(['rev-parse', '--verify', '-q', 'HEAD^{commit}']);
    }
    /** The commit that a ref or an id names; undefined when there is none. */
    async commitOf(revision) {
        const args = ['--verify', '-q', '--end-of-options', `${revision}^{commit}`];
        return this.#line(['rev-parse', ...args]);
    }
    /** Whether `commit` comes after `ancestor`; false also where git does not know one of them. */
    async isAncestor(ancestor, commit) {
        const args = ['merge-base', '--is-ancestor', '--end-of-options', ancestor, commit];
        return (await (0,_git_process_js__WEBPACK_IMPORTED_MODULE_3__/* .runGit */ .EO)(this.place, args)).exitCode === 0;
    }
    /** Short name of the branch that is checked out; undefined when none is. */
    async branch() {
        const ref = await this.#line(['symbolic-ref', '-q', 'HEAD']);
        return ref?.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined;
    }
    /** Whether history was cut off, as actions/checkout does. */
    async isShallow() {
        return (await this.#line(['rev-parse', '--is-shallow-repository'])) === 'true';
    }
    /** The URL of the remote `origin`; undefined when there is none. */
    async originUrl() {
        return this.#line(['config', '--get', 'remote.origin.url']);
    }
    /** Paths in the index, relative to the work tree; undefined when git cannot tell. */
    async trackedPaths() {
        const { exitCode, stdout } = await (0,_git_process_js__WEBPACK_IMPORTED_MODULE_3__/* .runGit */ .EO)(this.place, ['ls-files', '-z', '--full-name']);
        return exitCode === 0 ? new Set(stdout.toString('utf8').split('\0')) : undefined;
    }
    /**
     * What a git attribute says, by path relative to the work tree: `set`, `unset`, or its value. Paths
     * that it says nothing of are left out. undefined when git cannot tell.
     */
    async attribute(name, paths) {
        const input = Buffer.from(paths.map((path) => `${path}\0`).join(''));
        const args = ['check-attr', '-z', '--stdin', name];
        const { exitCode, stdout } = await (0,_git_process_js__WEBPACK_IMPORTED_MODULE_3__/* .runGit */ .EO)(this.place, args, { input });
        if (exitCode !== 0)
            return undefined;
        const fields = stdout.toString('utf8').split('\0');
        const values = new Map();
        for (let at = 0; at + 2 < fields.length; at += 3) {
            const [path = '', , value = ''] = fields.slice(at, at + 3);
            if (value !== 'unspecified')
                values.set(path, value);
        }
        return values;
    }
    /**
     * Everything but folders at a commit below `prefix` (a folder with `/` at its end, or empty), by path.
     * @throws ActionError GIT_MISSING, HISTORY_MISSING when the commit is not there
     */
    async treeEntries(commit, prefix) {
        return this.#reader.treeEntries(commit, prefix);
    }
    /** Contents by id, whatever their size together; undefined when one is missing or no blob. */
    async blobs(ids) {
        const wanted = new Set(ids);
        const found = await this.#reader.read(wanted, Infinity);
        return found.size === wanted.size ? found : undefined;
    }
    /** When a commit was made, by its committer; undefined when git cannot tell. */
    async commitTime(id) {
        const [object] = (await this.objects([id])) ?? [];
        const text = object?.type === 'commit' ? object.bytes.toString('utf8') : '';
        const [, seconds] = /^committer .* (\d{1,12}) [+-]\d{4}$/m.exec(text) ?? [];
        return seconds === undefined ? undefined : new Date(Number(seconds) * 1000);
    }
    /** Objects as they are stored, in the order of the ids; undefined when one is missing. */
    async objects(ids) {
        return this.#reader.objects(ids);
    }
    /** A path as git names it. */
    relative(path) {
        return (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_1__/* .slashed */ .df)(this.workTree, path);
    }
    async #line(args) {
        const { exitCode, stdout } = await (0,_git_process_js__WEBPACK_IMPORTED_MODULE_3__/* .runGit */ .EO)(this.place, args);
        return exitCode === 0 ? stdout.toString('utf8').replace(/\r?\n$/, '') : undefined;
    }
}
/**
 * The repository that `folder` belongs to, looked for up to the workspace and never above.
 * @returns undefined outside of any repository
 */
function findRepository(workspace, folder) {
    for (let at = folder; (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_1__/* .isWithin */ .UO)(workspace, at); at = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(at)) {
        const stats = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_1__/* .statOf */ ._N)(`${at}/.git`);
        if (stats?.isDirectory() || stats?.isFile())
            return new Repository(at);
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(at) === at)
            break;
    }
    return undefined;
}


/***/ }),

/***/ 509:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ readConfig),
/* harmony export */   o: () => (/* binding */ parseConfig)
/* harmony export */ });
/* harmony import */ var smol_toml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1746);
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7728);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5650);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7173);
// .kanuka/config.toml: the project and who its members are.




const ConfigSchema = valibot__WEBPACK_IMPORTED_MODULE_3__/* .looseObject */ ._H3({
    project: valibot__WEBPACK_IMPORTED_MODULE_3__/* .looseObject */ ._H3({
        project_uuid: valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_3__/* .trim */ .Bqr(), valibot__WEBPACK_IMPORTED_MODULE_3__/* .nonEmpty */ .hq()),
        name: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), ''),
    }),
    users: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .record */ .g1P(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP()), {}),
    devices: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .record */ .g1P(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_3__/* .looseObject */ ._H3({ email: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP()), name: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP()) })), {}),
});
/**
 * Reads the configuration of the store at the root of `tree`.
 * @param shown how errors name the file, relative to the workspace
 * @returns undefined when there is no config.toml
 * @throws ActionError CONFIG_INVALID
 */
function readConfig(tree, shown) {
    const read = tree.read(_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .CONFIG_FILE */ .g2, _layout_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_CONFIG_BYTES */ .GW);
    if ('failure' in read) {
        if (read.failure === 'absent')
            return undefined;
        throw invalid(shown, `cannot be used: ${read.failure}`);
    }
    return parseConfig(read.bytes, shown);
}
/** @throws ActionError CONFIG_INVALID */
function parseConfig(bytes, shown) {
    const text = decode(bytes, shown);
    const marker = text.search(/^(<{7}|>{7}) /m);
    if (marker !== -1) {
        const line = text.slice(0, marker).split('\n').length;
        throw invalid(shown, 'holds conflict markers of an unfinished merge', line);
    }
    const parsed = valibot__WEBPACK_IMPORTED_MODULE_3__/* .safeParse */ .xLC(ConfigSchema, parseToml(text, shown));
    if (!parsed.success)
        throw invalid(shown, describeIssue(parsed.issues[0]));
    const { project, users, devices } = parsed.output;
    return {
        projectUuid: project.project_uuid,
        projectName: project.name,
        users: new Map(Object.entries(users)),
        devices: new Map(Object.entries(devices).map(([uuid, { email, name }]) => [uuid, { email, name }])),
    };
}
function decode(bytes, shown) {
    try {
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        if (text.startsWith('\ufeff'))
            throw invalid(shown, 'starts with a byte order mark', 1);
        return text;
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ)
            throw error;
        throw invalid(shown, 'is not UTF-8');
    }
}
function parseToml(text, shown) {
    try {
        return (0,smol_toml__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(text);
    }
    catch (error) {
        if (error instanceof smol_toml__WEBPACK_IMPORTED_MODULE_0__/* .TomlError */ .zx)
            throw invalid(shown, 'is no TOML', error.line);
        throw invalid(shown, 'is no TOML');
    }
}
function describeIssue(issue) {
    const path = valibot__WEBPACK_IMPORTED_MODULE_3__/* .getDotPath */ .BuJ(issue) ?? '';
    if (path === 'project' || path === 'project.project_uuid') {
        return 'has no `project_uuid` in [project]';
    }
    return `has a wrong value at \`${path}\``;
}
function invalid(shown, why, line) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('CONFIG_INVALID', {
        what: `${shown} ${why}`,
        where: { file: shown, ...(line !== undefined && { line }) },
        fix: 'Restore it from git history (`git log -- .kanuka/config.toml`); `kanuka secrets doctor` checks it.',
    });
}


/***/ }),

/***/ 353:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ compilePattern),
/* harmony export */   f: () => (/* binding */ isGlob)
/* harmony export */ });
// Path patterns: literal paths and folders, and globs with `**`. The glob library is loaded only
// when a pattern is one.
// Kanuka's patterns have no extended globs, and `!` is ours.
const OPTIONS = { dot: true, noextglob: true, nonegate: true };
function isGlob(pattern) {
    return /[*?[{]/.test(pattern);
}
/** Matches the path itself, everything below it, and what the glob matches. */
async function compilePattern(pattern) {
    const literal = (path) => path === pattern || path.startsWith(`${pattern}/`);
    if (!isGlob(pattern))
        return literal;
    const { default: picomatch } = await __webpack_require__.e(/* import() */ 180).then(__webpack_require__.t.bind(__webpack_require__, 5180, 19));
    const glob = picomatch(pattern, OPTIONS);
    // A name may look like a glob and be meant literally: `.env.[prod].kanuka`.
    return (path) => glob(path) || literal(path);
}


/***/ }),

/***/ 7173:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GK: () => (/* binding */ publicKeyPath),
/* harmony export */   GW: () => (/* binding */ MAX_CONFIG_BYTES),
/* harmony export */   J4: () => (/* binding */ MAX_SECRET_FILE_BYTES),
/* harmony export */   LS: () => (/* binding */ CIPHERTEXT_SUFFIX),
/* harmony export */   O1: () => (/* binding */ isUuid),
/* harmony export */   Qn: () => (/* binding */ MAX_KEY_FILE_BYTES),
/* harmony export */   RF: () => (/* binding */ plaintextPath),
/* harmony export */   Ux: () => (/* binding */ WRAPPED_KEYS_FOLDER),
/* harmony export */   YL: () => (/* binding */ PUBLIC_KEY_SUFFIX),
/* harmony export */   Yr: () => (/* binding */ isLayoutPath),
/* harmony export */   _x: () => (/* binding */ CIPHERTEXT_OVERHEAD),
/* harmony export */   dB: () => (/* binding */ STORE_FOLDER),
/* harmony export */   e0: () => (/* binding */ isSecretFileName),
/* harmony export */   fp: () => (/* binding */ mayBelongToStore),
/* harmony export */   g2: () => (/* binding */ CONFIG_FILE),
/* harmony export */   oI: () => (/* binding */ PUBLIC_KEYS_FOLDER),
/* harmony export */   rA: () => (/* binding */ MAX_SELECTED_BYTES),
/* harmony export */   rX: () => (/* binding */ MAX_AUDIT_BYTES),
/* harmony export */   v2: () => (/* binding */ AUDIT_FILE),
/* harmony export */   y$: () => (/* binding */ wrappedKeyPath),
/* harmony export */   z7: () => (/* binding */ SYMMETRIC_KEY_LENGTH)
/* harmony export */ });
// Names and limits of the Kanuka format. Everything that knows how a store is laid out is here.
const STORE_FOLDER = '.kanuka';
const CONFIG_FILE = '.kanuka/config.toml';
const AUDIT_FILE = '.kanuka/audit.jsonl';
const PUBLIC_KEYS_FOLDER = '.kanuka/public_keys';
const WRAPPED_KEYS_FOLDER = '.kanuka/secrets';
const PUBLIC_KEY_SUFFIX = '.pub';
const CIPHERTEXT_SUFFIX = '.kanuka';
/** Bytes of nonce and authentication tag: ciphertext = plaintext + 40. */
const CIPHERTEXT_OVERHEAD = 40;
const SYMMETRIC_KEY_LENGTH = 32;
const MAX_CONFIG_BYTES = 4 * 1024 * 1024;
const MAX_AUDIT_BYTES = 256 * 1024 * 1024;
const MAX_KEY_FILE_BYTES = 64 * 1024;
const MAX_SECRET_FILE_BYTES = 256 * 1024 * 1024;
/** All selected files of a store together: they are opened in memory before anything is written. */
const MAX_SELECTED_BYTES = 1024 * 1024 * 1024;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
function isUuid(text) {
    return UUID.test(text);
}
/** `.env.production.kanuka`, `app.env.kanuka`: by base name alone. */
function isSecretFileName(name) {
    return name.endsWith(CIPHERTEXT_SUFFIX) && name.includes('.env');
}
/** Where the plaintext of a secret file goes. */
function plaintextPath(path) {
    return path.slice(0, -CIPHERTEXT_SUFFIX.length);
}
function publicKeyPath(uuid) {
    return `${PUBLIC_KEYS_FOLDER}/${uuid}${PUBLIC_KEY_SUFFIX}`;
}
function wrappedKeyPath(uuid) {
    return `${WRAPPED_KEYS_FOLDER}/${uuid}${CIPHERTEXT_SUFFIX}`;
}
/** Whether a path may be one that a store reads: what a commit has to be read for. By the name alone. */
function mayBelongToStore(path) {
    return (path.startsWith(`${STORE_FOLDER}/`) || isSecretFileName(path.slice(path.lastIndexOf('/') + 1)));
}
/**
 * Whether a path relative to the root, with `/`, names a file of a store: what may be written to, and
 * nothing else. By the name alone.
 */
function isLayoutPath(path) {
    if (path === CONFIG_FILE || path === AUDIT_FILE)
        return true;
    if (isKeyFile(path, PUBLIC_KEYS_FOLDER, PUBLIC_KEY_SUFFIX))
        return true;
    if (isKeyFile(path, WRAPPED_KEYS_FOLDER, CIPHERTEXT_SUFFIX))
        return true;
    const parts = path.split('/');
    return isSecretFileName(parts.at(-1) ?? '') && parts.every(isOwnFolderOrFile);
}
function isKeyFile(path, folder, suffix) {
    if (!path.startsWith(`${folder}/`) || !path.endsWith(suffix))
        return false;
    return isUuid(path.slice(folder.length + 1, -suffix.length));
}
const IMPOSSIBLE_IN_A_NAME = process.platform === 'win32' ? /[\0\\:]/ : /\0/;
function isOwnFolderOrFile(name) {
    if (IMPOSSIBLE_IN_A_NAME.test(name))
        return false;
    return !['', '.', '..', STORE_FOLDER].includes(name) && name.toLowerCase() !== '.git';
}


/***/ }),

/***/ 4025:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ locateStores),
/* harmony export */   U: () => (/* binding */ locatePlace)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5650);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1250);
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(353);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7173);
// Where the stores are: from the `working-directory` lines to the roots of stores.






/** Folders that are looked through for stores. */
const MAX_FOLDERS = 100_000;
/**
 * The roots of the stores that `lines` name: a path (walks up to the nearest store, never above
 * the workspace) or a glob of folders that are stores themselves.
 * @param workspace absolute real path
 * @returns absolute real paths in the order of the lines, without repetitions
 * @throws ActionError STORE_NOT_FOUND, PATH_UNSAFE
 */
async function locateStores(workspace, lines) {
    const roots = new Set();
    for (const line of lines) {
        for (const root of await rootsFor(workspace, line))
            roots.add(root);
    }
    return [...roots];
}
/**
 * Where the one store is that `line` names, or is to be made: the nearest store, else the folder itself.
 * @throws ActionError STORE_NOT_FOUND, PATH_UNSAFE
 */
async function locatePlace(workspace, line) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, line);
    if ((0,_glob_js__WEBPACK_IMPORTED_MODULE_4__/* .isGlob */ .f)(line) && (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .statOf */ ._N)(folder) === undefined) {
        const [root = '', ...others] = await rootsFor(workspace, line);
        if (others.length === 0)
            return { root, isStore: true, below: [] };
        throw notFound(`\`working-directory: ${line}\` names several stores`, workspace, [
            root,
            ...others,
        ]);
    }
    if ((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .statOf */ ._N)(folder) === undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('STORE_NOT_FOUND', {
            what: `\`working-directory: ${line}\` does not exist`,
            fix: 'Correct it; or, if a store is to be made there, make the folder in an earlier step.',
        });
    }
    const start = realFolder(workspace, folder, line);
    const root = nearestStore(workspace, start);
    if (root !== undefined)
        return { root, isStore: true, below: [] };
    return { root: start, isStore: false, below: storesBelow(workspace, start).found };
}
async function rootsFor(workspace, line) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, line);
    const isPath = !(0,_glob_js__WEBPACK_IMPORTED_MODULE_4__/* .isGlob */ .f)(line) || (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .statOf */ ._N)(folder) !== undefined;
    if (isPath)
        return [walkUp(workspace, realFolder(workspace, folder, line))];
    const matches = await (0,_glob_js__WEBPACK_IMPORTED_MODULE_4__/* .compilePattern */ .E)(line.replace(/^\.\//, '').replace(/\/+$/, ''));
    const { found, isComplete } = storesBelow(workspace, workspace);
    if (!isComplete) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('PATTERN_INVALID', {
            what: `\`working-directory: ${line}\` cannot be looked for: the workspace has over ${MAX_FOLDERS} folders`,
            fix: 'Name the stores by their paths, one a line.',
        });
    }
    // `**` means the workspace itself too; as a path it is `.`.
    const roots = found.filter((root) => matches((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .slashed */ .df)(workspace, root)) || (root === workspace && line === '**'));
    if (roots.length > 0)
        return roots;
    throw notFound(`no folder with a Kanuka store matches \`working-directory: ${line}\``, workspace, found);
}
function realFolder(workspace, folder, line) {
    let real;
    try {
        real = node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(folder);
    }
    catch {
        throw notFound(`\`working-directory: ${line}\` does not exist`, workspace, []);
    }
    if ((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .isWithin */ .UO)(workspace, real))
        return real;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('PATH_UNSAFE', {
        what: `\`working-directory: ${line}\` leads outside the workspace`,
        fix: 'Name a folder inside the checkout, and no link that leads out of it.',
    });
}
function walkUp(workspace, start) {
    const root = nearestStore(workspace, start);
    if (root !== undefined)
        return root;
    const where = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .slashed */ .df)(workspace, start);
    const { found } = storesBelow(workspace, start);
    throw notFound(`there is no Kanuka store (a folder \`${_layout_js__WEBPACK_IMPORTED_MODULE_5__/* .STORE_FOLDER */ .dB}\`) in ${where === '.' ? 'the workspace' : where} or above it`, workspace, found);
}
function nearestStore(workspace, start) {
    for (let folder = start; (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .isWithin */ .UO)(workspace, folder); folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder)) {
        const stats = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .statOf */ ._N)(`${folder}/${_layout_js__WEBPACK_IMPORTED_MODULE_5__/* .STORE_FOLDER */ .dB}`);
        if (stats?.isSymbolicLink()) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('PATH_UNSAFE', {
                what: `${(0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .slashed */ .df)(workspace, `${folder}/${_layout_js__WEBPACK_IMPORTED_MODULE_5__/* .STORE_FOLDER */ .dB}`)} is a link`,
                fix: 'A store is a real folder: replace the link by what it points to.',
            });
        }
        if (stats?.isDirectory())
            return folder;
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder) === folder)
            break;
    }
    return undefined;
}
function storesBelow(workspace, start) {
    const found = [];
    const pending = [start];
    let visited = 0;
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
        visited += 1;
        if (visited > MAX_FOLDERS)
            return { found, isComplete: false };
        const names = foldersIn(folder);
        if (names.includes(_layout_js__WEBPACK_IMPORTED_MODULE_5__/* .STORE_FOLDER */ .dB) && (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .isWithin */ .UO)(workspace, folder))
            found.push(folder);
        for (const name of names) {
            if (![_layout_js__WEBPACK_IMPORTED_MODULE_5__/* .STORE_FOLDER */ .dB, '.git', 'node_modules'].includes(name))
                pending.push(`${folder}/${name}`);
        }
    }
    return { found: found.toSorted(), isComplete: true };
}
// This search only helps to say what could be meant: what cannot be listed is passed over.
function foldersIn(folder) {
    try {
        const entries = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder, { withFileTypes: true });
        return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    }
    catch {
        return [];
    }
}
function notFound(what, workspace, found) {
    const block = found.map((root) => `    ${(0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .slashed */ .df)(workspace, root)}`).join('\n');
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('STORE_NOT_FOUND', {
        what,
        fix: found.length > 0
            ? `Stores were found here; name those that you mean:\n  working-directory: |\n${block}`
            : 'Is actions/checkout before this step, and does its `path:` agree with `working-directory`? A new store is made by `kanuka secrets init`.',
    });
}


/***/ }),

/***/ 8124:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ee: () => (/* binding */ parsePublicKey),
/* harmony export */   jx: () => (/* binding */ fileNames),
/* harmony export */   mo: () => (/* binding */ readMembers)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7173);
// Who belongs to a store: public keys and wrapped keys on disk, names from config.toml.


/** All members of the store at the root of `tree`, by UUID. */
function readMembers(tree, config) {
    const publicKeys = uuidsIn(tree, _layout_js__WEBPACK_IMPORTED_MODULE_1__/* .PUBLIC_KEYS_FOLDER */ .oI, _layout_js__WEBPACK_IMPORTED_MODULE_1__/* .PUBLIC_KEY_SUFFIX */ .YL);
    const wrappedKeys = uuidsIn(tree, _layout_js__WEBPACK_IMPORTED_MODULE_1__/* .WRAPPED_KEYS_FOLDER */ .Ux, _layout_js__WEBPACK_IMPORTED_MODULE_1__/* .CIPHERTEXT_SUFFIX */ .LS);
    return [...new Set([...publicKeys, ...wrappedKeys])].toSorted().map((uuid) => ({
        uuid,
        email: config.devices.get(uuid)?.email ?? config.users.get(uuid),
        device: config.devices.get(uuid)?.name,
        state: stateOf(publicKeys.has(uuid), wrappedKeys.has(uuid)),
        ...(publicKeys.has(uuid) ? readPublicKey(tree, uuid) : NO_PUBLIC_KEY),
    }));
}
function stateOf(hasPublicKey, hasWrappedKey) {
    if (!hasPublicKey)
        return 'orphan';
    return hasWrappedKey ? 'active' : 'pending';
}
function uuidsIn(tree, folder, suffix) {
    const stems = fileNames(tree, folder)
        .filter((name) => name.endsWith(suffix))
        .map((n) => n.slice(0, -suffix.length));
    return new Set(stems.filter(_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .isUuid */ .O1));
}
/** Names in a folder of the store; none when git did not keep the empty folder. */
function fileNames(tree, folder) {
    return (tree.entries(folder) ?? []).map(({ name }) => name);
}
const NO_PUBLIC_KEY = { publicKey: undefined, oddity: undefined };
function readPublicKey(tree, uuid) {
    const path = `${_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .PUBLIC_KEYS_FOLDER */ .oI}/${uuid}${_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .PUBLIC_KEY_SUFFIX */ .YL}`;
    const read = tree.read(path, _layout_js__WEBPACK_IMPORTED_MODULE_1__/* .MAX_KEY_FILE_BYTES */ .Qn);
    if ('failure' in read)
        return { publicKey: undefined, oddity: `cannot be read: ${read.failure}` };
    return parsePublicKey(read.bytes);
}
/** Kanuka writes SPKI PEM with an RSA key; PKCS#1 is readable, but its own `sync` refuses it. */
function parsePublicKey(bytes) {
    let key;
    try {
        if (bytes.includes('PRIVATE KEY'))
            return { publicKey: undefined, oddity: 'holds a PRIVATE key' };
        key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(bytes);
    }
    catch {
        return { publicKey: undefined, oddity: 'holds no public key in PEM form' };
    }
    if (key.asymmetricKeyType !== 'rsa') {
        const kind = (key.asymmetricKeyType ?? 'unknown').toUpperCase();
        return { publicKey: undefined, oddity: `holds a key of kind ${kind}; Kanuka takes RSA only` };
    }
    const isPkcs1 = bytes.includes('-----BEGIN RSA PUBLIC KEY-----');
    return {
        publicKey: key,
        oddity: isPkcs1 ? 'is in PKCS#1 form, which `kanuka secrets sync` refuses' : undefined,
    };
}


/***/ }),

/***/ 9003:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ openStore),
/* harmony export */   t: () => (/* binding */ damageOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1250);
/* harmony import */ var _platform_printable_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9298);
/* harmony import */ var _secret_value_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2577);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7173);
/* harmony import */ var _secretbox_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5866);
/* harmony import */ var _symmetric_key_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4134);
// Opens secret files of a store in memory. All or nothing is decided here: every file that does not
// open is reported, and the caller gets plaintext only when all of them did.







/**
 * Opens `paths` (relative to the root) with the private key.
 * @throws ActionError, or ActionErrors with one error a file
 */
async function openStore(store, privateKey, paths) {
    const candidates = (0,_symmetric_key_js__WEBPACK_IMPORTED_MODULE_5__/* .findOwnMembers */ .Hj)(store, privateKey);
    for (const member of candidates) {
        const key = (0,_symmetric_key_js__WEBPACK_IMPORTED_MODULE_5__/* .unwrapSymmetricKey */ .oh)(store, member, privateKey);
        if (!key)
            continue;
        try {
            const opened = await openFiles(store, key, paths);
            const isRight = opened.files.length > 0 || (await opensAnyOther(store, key, paths));
            if (isRight)
                (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .throwIfAny */ .MI)(opened.errors);
            // Nothing to prove it on: 32 bytes have to do, and the report says so.
            if (isRight || store.secretFiles.length === 0) {
                return { store, member, files: opened.files, isProven: isRight };
            }
            // Of a file that is visibly damaged the reader learns more than of the key.
            (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .throwIfAny */ .MI)(opened.errors.filter(({ code }) => code !== 'DECRYPT_FAILED'));
        }
        finally {
            key.fill(0);
        }
    }
    const [first] = candidates;
    if (!first)
        throw new TypeError('no candidate');
    throw (0,_symmetric_key_js__WEBPACK_IMPORTED_MODULE_5__/* .keyOrStoreDamaged */ .dC)(store, first);
}
async function openFiles(store, key, paths) {
    const files = [];
    const errors = [];
    let total = 0;
    for (const path of paths) {
        const read = store.tree.read(path, _layout_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_SECRET_FILE_BYTES */ .J4);
        total += 'bytes' in read ? read.bytes.length : 0;
        if (total > _layout_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_SELECTED_BYTES */ .rA)
            throw tooMuch(store);
        const result = openFile(store, { path, key, read });
        if (result instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ)
            errors.push(result);
        else
            files.push(result);
        await (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_1__/* .breathe */ .q7)();
    }
    return { files, errors };
}
function openFile(store, { path, key, read }) {
    const file = store.shown(path);
    if ('failure' in read)
        return unreadable(file, read);
    const { bytes } = read;
    const damage = damageOf(bytes);
    if (damage !== undefined) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('FILE_DAMAGED', {
            what: `${file} ${damage}`,
            where: { file },
            fix: 'Restore it from git history, or encrypt it again with `kanuka secrets encrypt`.',
        });
    }
    const plaintext = (0,_secretbox_js__WEBPACK_IMPORTED_MODULE_4__/* .openSecretbox */ .i)(bytes, key);
    if (!plaintext) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('DECRYPT_FAILED', {
            what: `${file} (${bytes.length} bytes) does not open with the key of ${store.title}: damaged, changed, or encrypted with another key`,
            where: { file },
            fix: 'Restore it from git history, or encrypt it again with `kanuka secrets encrypt`. After a merge of two rotations, take `.kanuka/` and the secret files whole from one side.',
        });
    }
    return {
        path,
        plaintextPath: (0,_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .plaintextPath */ .RF)(path),
        size: plaintext.length,
        plaintext: new _secret_value_js__WEBPACK_IMPORTED_MODULE_2__/* .SecretValue */ .i(plaintext),
    };
}
/** What is visibly wrong with a secret file, without a key, as the end of a sentence. */
function damageOf(bytes) {
    if (bytes.length < _layout_js__WEBPACK_IMPORTED_MODULE_3__/* .CIPHERTEXT_OVERHEAD */ ._x) {
        return `has ${bytes.length} bytes; an encrypted file has at least ${_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .CIPHERTEXT_OVERHEAD */ ._x}`;
    }
    const start = bytes.toString('latin1', 0, 64);
    if (start.startsWith('version https://git-lfs.github.com/')) {
        return 'is a Git LFS pointer, not the file itself (actions/checkout needs `lfs: true`)';
    }
    if (/^<{7} /.test(start))
        return 'holds conflict markers of an unfinished merge';
    return undefined;
}
function unreadable(file, read) {
    if (read.failure === 'too large') {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('FILE_TOO_LARGE', {
            what: `${file} has ${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_6__/* .size */ .Ej)(read.size ?? 0)}; at most ${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_6__/* .size */ .Ej)(_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_SECRET_FILE_BYTES */ .J4)} are opened`,
            where: { file },
            fix: 'Keep large data elsewhere and its key here, or leave the file out: `files: |` with `!path`.',
        });
    }
    const reason = read.reason === undefined ? '' : ` (${read.reason})`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('FILE_UNREADABLE', {
        what: `${file} cannot be read: ${read.failure}${reason}`,
        where: { file },
        fix: 'Check its permissions, and that no other step changes the checkout meanwhile.',
    });
}
function tooMuch(store) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('FILE_TOO_LARGE', {
        what: `the selected files of ${store.title} have over ${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_6__/* .size */ .Ej)(_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_SELECTED_BYTES */ .rA)} together`,
        fix: 'Let decrypt choose fewer of them with `files`. A rotation needs all: split the store.',
    });
}
// The chosen files may all be damaged while the key is right: any other file of the store tells.
async function opensAnyOther(store, key, tried) {
    const done = new Set(tried);
    for (const path of store.secretFiles) {
        if (done.has(path))
            continue;
        const read = store.tree.read(path, _layout_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_SECRET_FILE_BYTES */ .J4);
        if ('bytes' in read && (0,_secretbox_js__WEBPACK_IMPORTED_MODULE_4__/* .openSecretbox */ .i)(read.bytes, key))
            return true;
        await (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_1__/* .breathe */ .q7)();
    }
    return false;
}


/***/ }),

/***/ 7509:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   aL: () => (/* binding */ findPemBlocks),
/* harmony export */   o7: () => (/* binding */ isCutOff),
/* harmony export */   uy: () => (/* binding */ formatPem)
/* harmony export */ });
// Finds the PEM block in what people really paste into a repository secret, and gives it back in
// its normal form. Knows nothing about keys.
const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \1-----/gs;
const HEADERS = /^\s*Proc-Type:\s*(4,\s?ENCRYPTED)\s+DEK-Info:\s*([A-Z0-9-]+,[0-9A-Fa-f]+)\s+/;
/**
 * All PEM blocks of a pasted text: CRLF, literal `\n`, quotes, indentation, everything on one line,
 * text around, or the whole in base64 once more.
 */
function findPemBlocks(pasted) {
    const blocks = blocksIn(pasted);
    if (blocks.length > 0 || pasted.includes('-----BEGIN'))
        return blocks;
    const decoded = decodeBase64(pasted);
    return decoded === undefined ? [] : blocksIn(decoded);
}
/** Whether a block starts and never ends, as a truncated paste does. */
function isCutOff(pasted) {
    const text = pasted.includes('-----BEGIN') ? pasted : (decodeBase64(pasted) ?? '');
    return text.includes('-----BEGIN ') && blocksIn(text).length === 0;
}
/** The normal form: LF, 64 columns, final newline. */
function formatPem(block) {
    const headers = block.headers.length > 0 ? [...block.headers, ''] : [];
    const lines = block.body.match(/.{1,64}/g) ?? [];
    return [
        `-----BEGIN ${block.label}-----`,
        ...headers,
        ...lines,
        `-----END ${block.label}-----`,
        '',
    ].join('\n');
}
function blocksIn(text) {
    const plain = text.replaceAll('\\r', '\n').replaceAll('\\n', '\n');
    return [...plain.matchAll(BLOCK)].map(([, label = '', inner = '']) => {
        const headers = HEADERS.exec(inner);
        return {
            label,
            headers: headers ? [`Proc-Type: 4,ENCRYPTED`, `DEK-Info: ${headers[2]}`] : [],
            body: inner.slice(headers?.[0].length ?? 0).replace(/\s+/g, ''),
        };
    });
}
function decodeBase64(text) {
    const compact = text.replace(/\s+|\\[rn]/g, '').replace(/^(["'])(.*)\1$/s, '$2');
    if (!/^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(compact))
        return undefined;
    return Buffer.from(compact, 'base64').toString('latin1');
}


/***/ }),

/***/ 3416:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   lj: () => (/* binding */ recover),
/* harmony export */   pW: () => (/* binding */ recoverLocked),
/* harmony export */   tG: () => (/* binding */ hasLeftovers)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5650);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1250);
/* harmony import */ var _transaction_home_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2015);
/* harmony import */ var _transaction_journal_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1346);
/* harmony import */ var _transaction_lock_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3867);
/* harmony import */ var _transaction_work_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1105);
// Brings a store that a run left half changed back to entirely old or entirely new. Needs no key:
// files are told apart by their digests. Used by every command and by post, so it needs node's own
// modules alone.








/** Whether an earlier run may have left something to recover. Cheap: one look. */
function hasLeftovers(home) {
    try {
        return node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync(home.folder).length > 0;
    }
    catch (error) {
        return (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .errorCode */ .CA)(error) !== 'ENOENT';
    }
}
/**
 * Finishes, takes back or clears away what an earlier run left.
 * @param options dryRun: says what it would do, and changes nothing
 * @throws ActionError STORE_BUSY, STORE_INTERRUPTED, PATH_UNSAFE, WRITE_FAILED
 */
function recover(home, options) {
    if (!hasLeftovers(home))
        return { outcome: 'nothing', files: [] };
    if (options.dryRun) {
        (0,_transaction_lock_js__WEBPACK_IMPORTED_MODULE_6__/* .assertNotBusy */ .b)(home);
        const left = leftWork(home);
        return left ? resultOf(left.work, judge(left)) : { outcome: 'nothing', files: [] };
    }
    const unlock = (0,_transaction_lock_js__WEBPACK_IMPORTED_MODULE_6__/* .lockStore */ .$)(home, 'recovery');
    try {
        return recoverLocked(home);
    }
    finally {
        unlock();
    }
}
/** The same for whoever holds the lock. */
function recoverLocked(home) {
    const left = leftWork(home);
    if (left === undefined) {
        (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_4__/* .attempt */ .CD)(() => (0,_transaction_work_js__WEBPACK_IMPORTED_MODULE_7__/* .clearHome */ .bb)(home));
        return { outcome: 'nothing', files: [] };
    }
    const { work } = left;
    const verdict = carriedOut(work, judge(left));
    (0,_transaction_work_js__WEBPACK_IMPORTED_MODULE_7__/* .forget */ .y6)(work);
    return resultOf(work, verdict);
}
function leftWork(home) {
    for (const name of [_transaction_journal_js__WEBPACK_IMPORTED_MODULE_5__/* .JOURNAL_FILE */ .RD, _transaction_journal_js__WEBPACK_IMPORTED_MODULE_5__/* .PLAN_FILE */ .VI]) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home.folder, name);
        const read = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .readRegularFile */ .XF)(path, _transaction_journal_js__WEBPACK_IMPORTED_MODULE_5__/* .MAX_JOURNAL_BYTES */ .jP);
        if ('failure' in read && read.failure === 'absent')
            continue;
        const isCommitted = name === _transaction_journal_js__WEBPACK_IMPORTED_MODULE_5__/* .JOURNAL_FILE */ .RD;
        const journal = 'bytes' in read ? (0,_transaction_journal_js__WEBPACK_IMPORTED_MODULE_5__/* .parseJournal */ .z8)(read.bytes, home.root) : undefined;
        if (journal)
            return { work: { home, journal }, isCommitted };
        if (isCommitted)
            throw withDamagedJournal(path);
    }
    // Nothing, or a plan that a kill cut off: what it was to announce had not happened yet.
    return undefined;
}
function judge({ work, isCommitted }) {
    const { entries } = work.journal;
    const states = entries.map((entry) => (0,_transaction_work_js__WEBPACK_IMPORTED_MODULE_7__/* .stateOf */ .L4)(work, entry));
    const those = (state) => entries.filter(({ index }) => states[index] === state);
    const [pending, placed, changed] = [those('before'), those('after'), those('neither')];
    if (placed.length === entries.length)
        return { outcome: 'cleaned up', entries: [] };
    if (!isCommitted)
        return { outcome: 'discarded', entries: [] };
    if (those('unreadable').length > 0) {
        throw (0,_transaction_work_js__WEBPACK_IMPORTED_MODULE_7__/* .interrupted */ .VM)(work, 'cannot be read', those('unreadable'));
    }
    // Also when the files are neither: a checkout has replaced the whole tree since.
    if (placed.length === 0)
        return { outcome: 'discarded', entries: [] };
    if (changed.length > 0)
        throw (0,_transaction_work_js__WEBPACK_IMPORTED_MODULE_7__/* .interrupted */ .VM)(work, 'were changed since', changed);
    return half(work, pending, placed);
}
// Forward where that is possible and could be undone if it fails; else back; else forward all the same.
function half(work, pending, placed) {
    const canFinish = pending.every((entry) => (0,_transaction_work_js__WEBPACK_IMPORTED_MODULE_7__/* .hasNew */ .Jb)(work, entry));
    const canReturn = placed.every((entry) => (0,_transaction_work_js__WEBPACK_IMPORTED_MODULE_7__/* .hasOld */ .M5)(work, entry));
    const isSafe = pending.every((entry) => (0,_transaction_work_js__WEBPACK_IMPORTED_MODULE_7__/* .hasOld */ .M5)(work, entry));
    if (canFinish && (isSafe || !canReturn))
        return { outcome: 'completed', entries: pending };
    if (canReturn)
        return { outcome: 'rolled back', entries: placed };
    throw (0,_transaction_work_js__WEBPACK_IMPORTED_MODULE_7__/* .interrupted */ .VM)(work, _transaction_work_js__WEBPACK_IMPORTED_MODULE_7__/* .LOST */ .Rj, work.journal.entries);
}
function carriedOut(work, verdict) {
    if (verdict.outcome === 'rolled back')
        (0,_transaction_work_js__WEBPACK_IMPORTED_MODULE_7__/* .rollBack */ .Fu)(work);
    if (verdict.outcome !== 'completed')
        return verdict;
    const failure = (0,_transaction_work_js__WEBPACK_IMPORTED_MODULE_7__/* .carryOut */ .u0)(work, verdict.entries);
    return failure === undefined ? verdict : { outcome: 'rolled back', entries: work.journal.entries };
}
function resultOf({ home }, { outcome, entries }) {
    return { outcome, files: entries.map(({ path }) => home.shown(path)) };
}
function withDamagedJournal(path) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('STORE_INTERRUPTED', {
        what: `a change of this store was cut off, and its journal ${(0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_4__/* .slashes */ .k2)(path)} is not one that this action wrote`,
        fix: `Bring the files of the store back with \`git restore\`, then remove ${(0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_4__/* .slashes */ .k2)(path)} and run again.`,
    });
}


/***/ }),

/***/ 1569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ selectFiles),
/* harmony export */   x: () => (/* binding */ findSecretFiles)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(353);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7173);
// Which files of a store are secret files: the walk below its root, and the `files` patterns.
// A file belongs to the nearest ancestor that holds `.kanuka/`; `.git` is never walked, links are
// never followed.



/** Walks the store at the root of `tree`. */
function findSecretFiles(tree) {
    const secretFiles = [];
    const oddities = [];
    const nestedStores = [];
    const pending = [''];
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
        const entries = tree.entries(folder);
        if (!entries) {
            // node gives a name that is not UTF-8 as one that does not exist.
            oddities.push({ path: folder, what: 'was skipped: its name is not UTF-8' });
            continue;
        }
        if (folder !== '' && entries.some(isStoreFolder)) {
            nestedStores.push(folder);
            continue;
        }
        for (const entry of entries) {
            const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
            if (entry.kind === 'folder') {
                if (entry.name !== _layout_js__WEBPACK_IMPORTED_MODULE_2__/* .STORE_FOLDER */ .dB && entry.name !== '.git')
                    pending.push(path);
                continue;
            }
            if (entry.kind === 'file' && (0,_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .isSecretFileName */ .e0)(entry.name))
                secretFiles.push(path);
            else {
                const what = oddityOf(entry, path);
                if (what !== undefined)
                    oddities.push({ path, what });
            }
        }
    }
    return {
        secretFiles: secretFiles.toSorted(),
        oddities: oddities.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
        nestedStores: nestedStores.toSorted(),
    };
}
function isStoreFolder(entry) {
    return entry.name === _layout_js__WEBPACK_IMPORTED_MODULE_2__/* .STORE_FOLDER */ .dB && entry.kind === 'folder';
}
function oddityOf(entry, path) {
    if ((0,_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .isSecretFileName */ .e0)(entry.name)) {
        return entry.kind === 'link'
            ? 'is a link and was skipped: secret files are regular files'
            : 'is no regular file and was skipped';
    }
    const isTakenByCli = entry.kind === 'file' && entry.name.includes('.env') && path.includes('.kanuka');
    return isTakenByCli
        ? "is no secret file by its name, but Kanuka's CLI without arguments takes it for one"
        : undefined;
}
/**
 * The files that `lines` choose. No pattern but exclusions = all.
 * @param lines one pattern a line; commas separate too, unless the whole line is a path
 * @throws ActionError PATTERN_INVALID
 */
async function selectFiles(secretFiles, lines) {
    if (lines.length === 0)
        return { paths: secretFiles, unknown: new Map() };
    const known = new Set(secretFiles);
    const patterns = lines.flatMap((line) => splitPatterns(line, known)).map(normalise);
    const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((p) => p.slice(1));
    const included = patterns.filter((pattern) => !pattern.startsWith('!'));
    const exclusions = await Promise.all(excluded.map(_glob_js__WEBPACK_IMPORTED_MODULE_1__/* .compilePattern */ .E));
    const chosen = new Set();
    const unknown = new Map();
    for (const pattern of included.length === 0 ? ['**'] : included) {
        const matching = secretFiles.filter(await (0,_glob_js__WEBPACK_IMPORTED_MODULE_1__/* .compilePattern */ .E)(pattern));
        if (matching.length === 0 && !(0,_glob_js__WEBPACK_IMPORTED_MODULE_1__/* .isGlob */ .f)(pattern)) {
            unknown.set(pattern, unknownFile(pattern, secretFiles));
        }
        for (const path of matching) {
            // Named again, it counts where it is named last.
            chosen.delete(path);
            if (!exclusions.some((matches) => matches(path)))
                chosen.add(path);
        }
    }
    return { paths: [...chosen], unknown };
}
function unknownFile(pattern, secretFiles) {
    const encrypted = secretFiles.find((path) => (0,_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .plaintextPath */ .RF)(path) === pattern);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('NOTHING_SELECTED', {
        what: `\`files\` names ${pattern}, which is no secret file of the store`,
        fix: encrypted
            ? `Name the encrypted file: ${encrypted}`
            : 'Give paths relative to the folder that holds `.kanuka/`, with the `.kanuka` ending.',
    });
}
// A file name may hold commas, so a line that is a path as a whole is not split.
function splitPatterns(line, known) {
    if (known.has(line.trim().replace(/^!/, '').replace(/^\.\//, '')))
        return [line.trim()];
    return line
        .split(/,(?![^{]*\})/)
        .map((part) => part.trim())
        .filter((part) => part !== '');
}
function normalise(pattern) {
    const [, mark = '', path = ''] = /^(!?)(.*)$/s.exec(pattern) ?? [];
    if (path.startsWith('/') || path.split('/').includes('..')) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('PATTERN_INVALID', {
            what: `\`files\` holds ${pattern}: patterns stay inside the store`,
            fix: 'Give paths relative to the folder that holds `.kanuka/`, without `..`.',
        });
    }
    return (mark +
        path
            .replace(/^(\.\/)+/, '')
            .replace(/\/+$/, '')
            .replace(/^\.?$/, '**'));
}


/***/ }),

/***/ 5866:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ sealSecretbox),
/* harmony export */   i: () => (/* binding */ openSecretbox)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _noble_ciphers_salsa_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4848);
// Secret files: 24 bytes nonce ‖ NaCl secretbox (XSalsa20-Poly1305). No header, no name bound in.


const NONCE_LENGTH = 24;
const TAG_LENGTH = 16;
/** @returns the plaintext, or undefined when key and ciphertext do not belong together */
function openSecretbox(ciphertext, key) {
    try {
        const nonce = ciphertext.subarray(0, NONCE_LENGTH);
        return (0,_noble_ciphers_salsa_js__WEBPACK_IMPORTED_MODULE_1__/* .xsalsa20poly1305 */ .uT)(key, nonce).decrypt(ciphertext.subarray(NONCE_LENGTH));
    }
    catch {
        return undefined;
    }
}
/** With a fresh random nonce: the same plaintext never gives the same bytes twice. */
function sealSecretbox(plaintext, key) {
    const nonce = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(NONCE_LENGTH);
    const sealed = new Uint8Array(NONCE_LENGTH + TAG_LENGTH + plaintext.length);
    // The library works 16 bytes before the tag; those hold the end of the nonce, set afterwards.
    const work = sealed.subarray(NONCE_LENGTH - TAG_LENGTH);
    (0,_noble_ciphers_salsa_js__WEBPACK_IMPORTED_MODULE_1__/* .xsalsa20poly1305 */ .uT)(key, nonce).encrypt(plaintext, work);
    sealed.set(nonce);
    return sealed;
}


/***/ }),

/***/ 2318:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ readStore)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1250);
/* harmony import */ var _platform_tree_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4469);
/* harmony import */ var _config_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(509);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7173);
/* harmony import */ var _members_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8124);
/* harmony import */ var _secret_files_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1569);
// One store as it lies in the checkout, or in a commit: configuration, members, names of its secret files. Reads
// only; holds no key.







/**
 * Reads the store at `root`.
 * @param tree what lies there: on disk, unless another state is to be read
 * @throws ActionError CONFIG_MISSING, CONFIG_INVALID, STORE_LEGACY
 */
function readStore(workspace, root, tree = (0,_platform_tree_js__WEBPACK_IMPORTED_MODULE_2__/* .diskTree */ .cF)(root)) {
    const path = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_1__/* .slashed */ .df)(workspace, root);
    const shown = (inside) => (path === '.' ? inside : `${path}/${inside}`);
    const config = (0,_config_js__WEBPACK_IMPORTED_MODULE_3__/* .readConfig */ .X)(tree, shown(_layout_js__WEBPACK_IMPORTED_MODULE_4__/* .CONFIG_FILE */ .g2));
    if (!config)
        throw withoutConfig(tree, shown);
    const found = (0,_secret_files_js__WEBPACK_IMPORTED_MODULE_6__/* .findSecretFiles */ .x)(tree);
    const members = (0,_members_js__WEBPACK_IMPORTED_MODULE_5__/* .readMembers */ .mo)(tree, config);
    const warnings = [
        ...members.flatMap(({ uuid, oddity }) => oddity === undefined
            ? []
            : [{ file: shown(`${_layout_js__WEBPACK_IMPORTED_MODULE_4__/* .PUBLIC_KEYS_FOLDER */ .oI}/${uuid}${_layout_js__WEBPACK_IMPORTED_MODULE_4__/* .PUBLIC_KEY_SUFFIX */ .YL}`), what: oddity }]),
        ...found.oddities.map((oddity) => ({ file: shown(oddity.path), what: oddity.what })),
    ];
    const name = config.projectName === '' ? path : config.projectName;
    return { ...found, root, tree, path, config, members, title: `"${name}"`, warnings, shown };
}
function withoutConfig(tree, shown) {
    const keys = (0,_members_js__WEBPACK_IMPORTED_MODULE_5__/* .fileNames */ .jx)(tree, _layout_js__WEBPACK_IMPORTED_MODULE_4__/* .PUBLIC_KEYS_FOLDER */ .oI).filter((name) => name.endsWith(_layout_js__WEBPACK_IMPORTED_MODULE_4__/* .PUBLIC_KEY_SUFFIX */ .YL));
    const where = { file: shown(_layout_js__WEBPACK_IMPORTED_MODULE_4__/* .CONFIG_FILE */ .g2) };
    if (keys.some((name) => !(0,_layout_js__WEBPACK_IMPORTED_MODULE_4__/* .isUuid */ .O1)(name.slice(0, -_layout_js__WEBPACK_IMPORTED_MODULE_4__/* .PUBLIC_KEY_SUFFIX */ .YL.length)))) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('STORE_LEGACY', {
            what: `${shown('.kanuka')} is a legacy store: it has no config.toml, and its keys are named after users`,
            where,
            fix: 'Run any `kanuka` command in a local clone, which migrates it; check `user_uuid` in your own Kanuka config, run `kanuka secrets sync`, then commit and push.',
        });
    }
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('CONFIG_MISSING', {
        what: `${shown(_layout_js__WEBPACK_IMPORTED_MODULE_4__/* .CONFIG_FILE */ .g2)} is missing`,
        where,
        fix: 'Commit it (is `.kanuka/` ignored by a .gitignore?), or restore it from git history.',
    });
}


/***/ }),

/***/ 4134:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hj: () => (/* binding */ findOwnMembers),
/* harmony export */   dC: () => (/* binding */ keyOrStoreDamaged),
/* harmony export */   oA: () => (/* binding */ unwrap),
/* harmony export */   oh: () => (/* binding */ unwrapSymmetricKey)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5650);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7173);
// From a member's private key to the store's symmetric key: who am I, and what was wrapped for me.



/**
 * The members whose public key belongs to this private key, those with a wrapped key first. A fresh
 * runner has no user configuration of Kanuka: the key itself says who we are.
 * @throws ActionError KEY_NOT_A_MEMBER, KEY_PENDING
 */
function findOwnMembers(store, privateKey) {
    const own = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(privateKey.key);
    const matching = store.members.filter(({ publicKey }) => publicKey?.equals(own));
    const active = matching.filter(({ state }) => state === 'active');
    if (active.length > 0)
        return active;
    const [pending] = matching;
    if (pending)
        throw pendingMember(store, pending);
    throw notAMember(store, own);
}
/**
 * The symmetric key that is wrapped for `member`: 32 bytes that still have to prove themselves on a
 * secret file, because RSA PKCS#1 v1.5 answers a wrong key or a damaged file with garbage.
 * @returns undefined when it cannot be right; every reason looks the same
 */
function unwrapSymmetricKey(store, member, privateKey) {
    const read = store.tree.read(`${_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .WRAPPED_KEYS_FOLDER */ .Ux}/${member.uuid}.kanuka`, _layout_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_KEY_FILE_BYTES */ .Qn);
    return 'failure' in read ? undefined : unwrap(read.bytes, privateKey);
}
/** The same for the bytes of a wrapped key, wherever they come from. */
function unwrap(wrappedKey, { key, modulusBytes }) {
    if (wrappedKey.length !== modulusBytes)
        return undefined;
    let unwrapped;
    try {
        unwrapped = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.privateDecrypt)({ key, padding: node_crypto__WEBPACK_IMPORTED_MODULE_0__.constants.RSA_PKCS1_PADDING }, wrappedKey);
    }
    catch {
        return undefined;
    }
    if (unwrapped.length === _layout_js__WEBPACK_IMPORTED_MODULE_2__/* .SYMMETRIC_KEY_LENGTH */ .z7)
        return unwrapped;
    unwrapped.fill(0);
    return undefined;
}
/** One and the same error for a damaged wrapped key, a foreign one, and files of another key. */
function keyOrStoreDamaged(store, member) {
    const file = store.shown(`${_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .WRAPPED_KEYS_FOLDER */ .Ux}/${member.uuid}.kanuka`);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('KEY_OR_STORE_DAMAGED', {
        what: `what ${file} holds for this private key opens no secret file of ${store.title}`,
        where: { file },
        fix: 'The wrapped key is damaged or belongs to another key, or the secret files do. Look for an unfinished merge or rotation (`git log -- .kanuka`), then let another member run `kanuka secrets sync`.',
    });
}
function pendingMember(store, member) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('KEY_PENDING', {
        what: `this private key belongs to ${member.email ?? member.uuid}, who is registered in ${store.title} but has no access yet`,
        where: { file: store.shown(`${_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .WRAPPED_KEYS_FOLDER */ .Ux}/${member.uuid}.kanuka`) },
        fix: 'A member with access must run `kanuka secrets sync`, commit and push.',
    });
}
function notAMember(store, own) {
    const unreadable = store.members.filter((m) => m.oddity !== undefined && !m.publicKey);
    const skipped = unreadable.map((m) => `${m.uuid}.pub ${m.oddity}`).join('; ');
    const bits = own.asymmetricKeyDetails?.modulusLength ?? 0;
    const members = store.members.filter((m) => m.state !== 'orphan').length;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('KEY_NOT_A_MEMBER', {
        what: `this private key (RSA, ${bits} bits) belongs to no member of ${store.title} (${members} registered)` +
            (skipped === '' ? '' : `; not readable: ${skipped}`),
        where: { file: store.shown('.kanuka/public_keys') },
        fix: 'Register its public key: `kanuka secrets register --file <uuid>.pub --user <email>`, commit, or use the key that `kanuka secrets ci-init` showed.',
    });
}


/***/ }),

/***/ 2015:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $w: () => (/* binding */ rename),
/* harmony export */   CD: () => (/* binding */ attempt),
/* harmony export */   E: () => (/* binding */ removeHomeIfEmpty),
/* harmony export */   S0: () => (/* binding */ writeNewFile),
/* harmony export */   V3: () => (/* binding */ removeIfEmpty),
/* harmony export */   WR: () => (/* binding */ assertOwnHome),
/* harmony export */   Yw: () => (/* binding */ syncFolder),
/* harmony export */   dV: () => (/* binding */ writing),
/* harmony export */   fc: () => (/* binding */ makeFolder),
/* harmony export */   fl: () => (/* binding */ syncFiles),
/* harmony export */   gD: () => (/* binding */ syncFile),
/* harmony export */   k0: () => (/* binding */ permissionsOf),
/* harmony export */   k2: () => (/* binding */ slashes),
/* harmony export */   mo: () => (/* binding */ transactionHome),
/* harmony export */   nM: () => (/* binding */ removeFile),
/* harmony export */   o1: () => (/* binding */ makeHome),
/* harmony export */   xc: () => (/* binding */ notWritten),
/* harmony export */   xu: () => (/* binding */ keepCopy)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5650);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1250);
// Where a transaction keeps what it needs, and the few steps on disk that it consists of: each either
// happens or does not. Never in the work tree, where a checkout could bring a journal of its own.





const IS_WINDOWS = process.platform === 'win32';
/**
 * @param root real path of the store
 * @param gitDir absolute real path; undefined without git
 * @param temp the runner's temp folder, used without git
 * @throws ActionError RUNNER_FILE_MISSING when there is neither
 */
function transactionHome(root, gitDir, temp) {
    const base = gitDir ?? temp;
    if (base === '') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('RUNNER_FILE_MISSING', {
            what: 'a store cannot be changed safely here: there is neither a git repository nor a temp folder (RUNNER_TEMP)',
            fix: 'Run this action in a checkout, or on a runner that sets RUNNER_TEMP.',
        });
    }
    const name = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(root).digest('hex').slice(0, 16);
    return { root, folder: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(base, 'kanuka', name), shown: (path) => path };
}
/** Makes the home where it is missing. @throws ActionError PATH_UNSAFE */
function makeHome(home) {
    for (const folder of foldersOf(home)) {
        makeFolder(folder, 0o700);
        assertOwn(home, folder);
    }
}
/**
 * A journal is a means to rename and delete, so nobody else may have put one there.
 * @throws ActionError PATH_UNSAFE
 */
function assertOwnHome(home) {
    for (const folder of foldersOf(home))
        assertOwn(home, folder);
}
function foldersOf(home) {
    return [(0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(home.folder), home.folder];
}
function assertOwn(home, folder) {
    const stats = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .statOf */ ._N)(folder);
    if (stats === undefined)
        return;
    // Whoever owns the folder above the home could exchange it anyway.
    const owners = [process.getuid?.(), node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(home.folder))).uid];
    const isPrivate = IS_WINDOWS || (owners.includes(stats.uid) && (stats.mode & 0o022) === 0);
    if (stats.isDirectory() && isPrivate)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('PATH_UNSAFE', {
        what: `${slashes(folder)} is not this action's own folder: it is a link, belongs to another user, or others may write to it`,
        fix: 'Look at what it holds, and remove it.',
    });
}
/** Takes away the home and the folder above if nothing is in them. */
function removeHomeIfEmpty(home) {
    for (const folder of foldersOf(home).toReversed())
        removeIfEmpty(folder);
}
/** The path as messages show it. */
function slashes(path) {
    return path.split(node_path__WEBPACK_IMPORTED_MODULE_2__.sep).join('/');
}
/** Runs steps on disk; whatever the system says against one is an error that names `shown`. */
function writing(shown, step) {
    try {
        return step();
    }
    catch (error) {
        const isOfTheSystem = !(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ) && (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .errorCode */ .CA)(error) !== 'unknown';
        throw isOfTheSystem ? notWritten(shown, (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .errorCode */ .CA)(error)) : error;
    }
}
/** For what may fail without harm: clearing away, which the next run tries again. */
function attempt(step) {
    try {
        step();
    }
    catch {
        // See above.
    }
}
function notWritten(shown, reason) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('WRITE_FAILED', {
        what: `${shown} could not be written (${reason}); the store is as it was`,
        where: { file: shown },
        fix: 'Make the folder writable for the runner, with enough free space.',
    });
}
/** @param mode exact bits; undefined = 0644, less what the umask takes */
function writeNewFile(path, bytes, mode) {
    // 'wx' never follows a link and never opens what is already there.
    const file = node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync(path, 'wx', mode ?? 0o644);
    try {
        node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync(file, bytes);
        if (mode !== undefined)
            node_fs__WEBPACK_IMPORTED_MODULE_1__.fchmodSync(file, mode);
    }
    finally {
        node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync(file);
    }
}
/** How many flushes a disk combines well; node has four threads for them. */
const PARALLEL_FLUSHES = 16;
/**
 * Makes sure that files are on the disk itself, not only in memory. Side by side, because a disk
 * flushes many files in hardly more time than one.
 * @param files by path, with how messages name each
 * @throws ActionError WRITE_FAILED
 */
async function syncFiles(files) {
    const pending = files.entries();
    const work = async () => {
        for (const [path, shown] of pending) {
            try {
                await flush(path);
            }
            catch (error) {
                throw notWritten(shown, (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .errorCode */ .CA)(error));
            }
        }
    };
    await Promise.all(Array.from({ length: PARALLEL_FLUSHES }, work));
}
async function flush(path) {
    // Windows flushes only what may be written.
    const file = await node_fs__WEBPACK_IMPORTED_MODULE_1__.promises.open(path, IS_WINDOWS ? 'r+' : 'r');
    try {
        await file.sync();
    }
    finally {
        await file.close();
    }
}
/** A second name for a file, or a copy where the disk has no such thing. @returns whether it is a copy */
function keepCopy(path, copy) {
    try {
        node_fs__WEBPACK_IMPORTED_MODULE_1__.linkSync(path, copy);
        return false;
    }
    catch {
        writeNewFile(copy, node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync(path), permissionsOf(path));
        return true;
    }
}
/** The permission bits of a file; undefined when it is absent. */
function permissionsOf(path) {
    const stats = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .statOf */ ._N)(path);
    return stats && stats.mode & 0o777;
}
function makeFolder(path, mode) {
    try {
        node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync(path, mode);
    }
    catch (error) {
        if ((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .errorCode */ .CA)(error) !== 'EEXIST')
            throw error;
    }
}
function removeFile(path) {
    node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync(path, { force: true });
}
/** What is not empty, no folder, or gone already stays as it is. */
function removeIfEmpty(folder) {
    try {
        node_fs__WEBPACK_IMPORTED_MODULE_1__.rmdirSync(folder);
    }
    catch (error) {
        if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'].includes((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .errorCode */ .CA)(error)))
            throw error;
    }
}
const LONGEST_PAUSE_MS = 100;
const MOST_TRIES = 20;
/** On Windows a virus scanner or an indexer may hold a file for a moment. */
function rename(from, to) {
    for (let tries = 1;; tries += 1) {
        try {
            return node_fs__WEBPACK_IMPORTED_MODULE_1__.renameSync(from, to);
        }
        catch (error) {
            const mayPass = IS_WINDOWS && ['EPERM', 'EBUSY'].includes((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .errorCode */ .CA)(error));
            if (!mayPass || tries === MOST_TRIES)
                throw error;
            pause(Math.min(5 * tries, LONGEST_PAUSE_MS));
        }
    }
}
// Without letting anything else run: a signal must not get in between two renames.
function pause(milliseconds) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
/** Makes names that were made, changed or removed in a folder outlast a power failure. */
function syncFolder(path) {
    if (!IS_WINDOWS)
        syncFile(path);
}
function syncFile(path) {
    const folder = node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync(path, IS_WINDOWS ? 'r+' : 'r');
    try {
        node_fs__WEBPACK_IMPORTED_MODULE_1__.fsyncSync(folder);
    }
    catch (error) {
        // Some file systems of networks know no such thing.
        if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_4__/* .errorCode */ .CA)(error)))
            throw error;
    }
    finally {
        node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync(folder);
    }
}


/***/ }),

/***/ 1346:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RD: () => (/* binding */ JOURNAL_FILE),
/* harmony export */   VI: () => (/* binding */ PLAN_FILE),
/* harmony export */   Zv: () => (/* binding */ foldersAbove),
/* harmony export */   jP: () => (/* binding */ MAX_JOURNAL_BYTES),
/* harmony export */   mw: () => (/* binding */ digestAt),
/* harmony export */   ol: () => (/* binding */ digestOf),
/* harmony export */   sj: () => (/* binding */ ABSENT),
/* harmony export */   z8: () => (/* binding */ parseJournal)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1250);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7173);
// The form of a transaction's journal: which files of the store are to become what. `journal.tmp` is
// a plan: what it lists may lie around half made, and no file of the store was touched. Its rename to
// `journal.json` is the moment from which on the change is to be carried out. Nothing in it is
// believed: recovery renames and deletes what it names.



const ABSENT = 'absent';
const PLAN_FILE = 'journal.tmp';
const JOURNAL_FILE = 'journal.json';
const MAX_JOURNAL_BYTES = 64 * 1024 * 1024;
const MAX_PATH = 4096;
/** undefined when the bytes are no journal of the store at `root`. */
function parseJournal(bytes, root) {
    let journal;
    try {
        journal = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    }
    catch {
        return undefined;
    }
    return isJournal(journal) && journal.root === root ? journal : undefined;
}
function isJournal(value) {
    if (!isRecord(value, ['version', 'id', 'root', 'head', 'folders', 'entries']))
        return false;
    const { version, id, root, head, folders, entries } = value;
    if (version !== 1 || !matches(id, /^[0-9a-f]{16}$/))
        return false;
    if (typeof root !== 'string' || typeof head !== 'string')
        return false;
    if (!Array.isArray(entries) || entries.length === 0 || !entries.every(isEntry))
        return false;
    if (new Set(entries.map(({ path }) => path)).size !== entries.length)
        return false;
    const above = new Set(entries.flatMap(({ path }) => foldersAbove(path)));
    return Array.isArray(folders) && folders.every((folder) => above.has(folder));
}
function isEntry(value, place) {
    if (!isRecord(value, ['index', 'path', 'before', 'after']))
        return false;
    const { index, path, before, after } = value;
    if (index !== place)
        return false;
    if (typeof path !== 'string' || path.length > MAX_PATH || !(0,_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .isLayoutPath */ .Yr)(path))
        return false;
    return isDigest(before) && isDigest(after) && before !== after;
}
function isDigest(value) {
    return value === ABSENT || matches(value, /^[0-9a-f]{64}$/);
}
function matches(value, pattern) {
    return typeof value === 'string' && pattern.test(value);
}
/** Exactly these keys. */
function isRecord(value, keys) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return false;
    const found = Object.keys(value);
    return found.length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}
/** `a/b/c` -> `a`, `a/b`. */
function foldersAbove(path) {
    const names = path.split('/').slice(0, -1);
    return names.map((_, index) => names.slice(0, index + 1).join('/'));
}
function digestOf(bytes) {
    return bytes === undefined ? ABSENT : (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex');
}
/** What a file holds. 'other': no regular file; 'unreadable': nobody knows. */
function digestAt(path) {
    const read = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_1__/* .readRegularFile */ .XF)(path, _layout_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_SELECTED_BYTES */ .rA);
    if ('bytes' in read)
        return digestOf(read.bytes);
    if (read.failure === 'absent')
        return ABSENT;
    return read.failure === 'unreadable' ? 'unreadable' : 'other';
}


/***/ }),

/***/ 3867:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ lockStore),
/* harmony export */   b: () => (/* binding */ assertNotBusy)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5650);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1250);
/* harmony import */ var _transaction_home_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2015);
// One run at a time may change a store: a file `owner.<n>` in the transaction's home says who does.
// No heartbeat and no age: a run that was stopped for an hour is still a run. What is known to be
// dead (the process is gone, the machine was started again) does not count.







const OWNER_FILE = /^owner\.(\d{1,15})$/;
const DRAFT_FILE = /^owner-[0-9a-f]{16}$/;
const MAX_OWNER_BYTES = 4096;
const MOST_TRIES = 20;
/**
 * Holds the store's lock until the function that it returns is called.
 * @throws ActionError STORE_BUSY, PATH_UNSAFE, WRITE_FAILED
 */
function lockStore(home, run) {
    return (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .writing */ .dV)((0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .slashes */ .k2)(home.folder), () => {
        for (let tries = 1;; tries += 1) {
            try {
                return tryToLock(home, run);
            }
            catch (error) {
                // Somebody was faster, or has just removed the empty home: look again.
                const mayPass = ['EEXIST', 'ENOENT'].includes((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_5__/* .errorCode */ .CA)(error));
                if (!mayPass || tries === MOST_TRIES)
                    throw error;
            }
        }
    });
}
/** @throws ActionError STORE_BUSY when a run that may live holds the lock; PATH_UNSAFE */
function assertNotBusy(home) {
    (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .writing */ .dV)((0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .slashes */ .k2)(home.folder), () => {
        (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .assertOwnHome */ .WR)(home);
        refuseIfHeld(ownerFiles(home));
    });
}
function tryToLock(home, run) {
    (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .makeHome */ .o1)(home);
    const before = ownerFiles(home);
    refuseIfHeld(before);
    const number = Math.max(0, ...before.map((file) => file.number)) + 1;
    const own = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(home.folder, `owner.${number}`);
    publish(home, own, { ...thisProcess(), run });
    try {
        refuseIfHeld(ownerFiles(home).filter((file) => file.number !== number));
    }
    catch (error) {
        (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .attempt */ .CD)(() => (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .removeFile */ .nM)(own));
        throw error;
    }
    removeDebris(home, own);
    return () => {
        (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .attempt */ .CD)(() => {
            (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .removeFile */ .nM)(own);
            (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .removeHomeIfEmpty */ .E)(home);
        });
    };
}
// Written aside and then given its name, so that an owner file is always whole: one that was cut off
// by a kill could not be told from one of a living run.
function publish(home, path, owner) {
    const bytes = Buffer.from(JSON.stringify(owner));
    const draft = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(home.folder, `owner-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(8).toString('hex')}`);
    try {
        (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .writeNewFile */ .S0)(draft, bytes);
        node_fs__WEBPACK_IMPORTED_MODULE_1__.linkSync(draft, path);
    }
    catch (error) {
        const hasNoLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_5__/* .errorCode */ .CA)(error));
        if (!hasNoLinks)
            throw error;
        (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .writeNewFile */ .S0)(path, bytes);
    }
    finally {
        (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .attempt */ .CD)(() => (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .removeFile */ .nM)(draft));
    }
}
// All of them belong to the dead: whoever starts now tries again if its draft is taken away.
function removeDebris(home, own) {
    for (const name of node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync(home.folder)) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(home.folder, name);
        const isDebris = path !== own && (OWNER_FILE.test(name) || DRAFT_FILE.test(name));
        if (isDebris)
            (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .attempt */ .CD)(() => (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .removeFile */ .nM)(path));
    }
}
function ownerFiles(home) {
    let names = [];
    try {
        names = node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync(home.folder);
    }
    catch (error) {
        if ((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_5__/* .errorCode */ .CA)(error) !== 'ENOENT')
            throw error;
    }
    return names.flatMap((name) => {
        const number = OWNER_FILE.exec(name)?.[1];
        if (number === undefined)
            return [];
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(home.folder, name);
        const read = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_5__/* .readRegularFile */ .XF)(path, MAX_OWNER_BYTES);
        // Gone while we looked.
        if ('failure' in read && read.failure === 'absent')
            return [];
        const owner = 'bytes' in read ? parseOwner(read.bytes) : undefined;
        return [{ path, number: Number(number), owner }];
    });
}
const TEXTS = ['started', 'boot', 'namespace', 'host', 'run'];
function parseOwner(bytes) {
    try {
        const owner = JSON.parse(bytes.toString());
        if (typeof owner !== 'object' || owner === null)
            return undefined;
        if (!Number.isInteger(owner.pid) || owner.pid < 1)
            return undefined;
        return TEXTS.every((name) => typeof owner[name] === 'string') ? owner : undefined;
    }
    catch {
        return undefined;
    }
}
function refuseIfHeld(files) {
    const holder = files.find(({ owner }) => !isDead(owner));
    if (holder === undefined)
        return;
    const { path, owner } = holder;
    const who = owner
        ? `process ${owner.pid} on ${printable(owner.host)}, run ${printable(owner.run)}`
        : 'its owner file cannot be read';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('STORE_BUSY', {
        what: `another run is changing this store (${who})`,
        fix: `Wait for it to end, then run again. Only if it is known to be dead, remove ${(0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_6__/* .slashes */ .k2)(path)}`,
    });
}
function printable(text) {
    return text.replace(/[^\x21-\x7e]/g, '?').slice(0, 100);
}
// In doubt it lives: on another machine or in another container nobody can look from here.
function isDead(owner) {
    if (owner === undefined)
        return false;
    const here = thisProcess();
    if (owner.host !== here.host)
        return false;
    if (owner.boot !== here.boot)
        return owner.boot !== '' && here.boot !== '';
    if (owner.namespace !== here.namespace)
        return false;
    return !processLives(owner.pid, owner.started);
}
function processLives(pid, started) {
    const status = statusOf(pid);
    // A process that has ended and waits to be collected (Z) or is just being collected (X).
    if (status)
        return status.started === started && !['Z', 'X'].includes(status.state);
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_5__/* .errorCode */ .CA)(error) !== 'ESRCH';
    }
}
function thisProcess() {
    return {
        pid: process.pid,
        started: statusOf(process.pid)?.started ?? '',
        boot: ask(() => node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
        namespace: ask(() => node_fs__WEBPACK_IMPORTED_MODULE_1__.readlinkSync('/proc/self/ns/pid')),
        host: (0,node_os__WEBPACK_IMPORTED_MODULE_2__.hostname)(),
    };
}
// https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the second field, the name in
// brackets, may hold blanks and brackets; state is the third, start time the 22nd.
function statusOf(pid) {
    const stat = ask(() => node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync(`/proc/${pid}/stat`, 'utf8'));
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, started] = [fields[0], fields[19]];
    return state !== undefined && started !== undefined ? { state, started } : undefined;
}
function ask(question) {
    try {
        return question();
    }
    catch {
        return '';
    }
}


/***/ }),

/***/ 1105:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $r: () => (/* binding */ targetOf),
/* harmony export */   Cf: () => (/* binding */ stagedAt),
/* harmony export */   Fu: () => (/* binding */ rollBack),
/* harmony export */   Jb: () => (/* binding */ hasNew),
/* harmony export */   L4: () => (/* binding */ stateOf),
/* harmony export */   M5: () => (/* binding */ hasOld),
/* harmony export */   Rj: () => (/* binding */ LOST),
/* harmony export */   Tk: () => (/* binding */ syncFolders),
/* harmony export */   VM: () => (/* binding */ interrupted),
/* harmony export */   bb: () => (/* binding */ clearHome),
/* harmony export */   f5: () => (/* binding */ placesInHome),
/* harmony export */   jy: () => (/* binding */ placesBeside),
/* harmony export */   pd: () => (/* binding */ foldersOf),
/* harmony export */   u0: () => (/* binding */ carryOut),
/* harmony export */   y6: () => (/* binding */ forget)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5650);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1250);
/* harmony import */ var _transaction_home_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2015);
/* harmony import */ var _transaction_journal_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1346);
// A change of a store past its commit point: what is staged is put in place, or what was there is put
// back. A run that was not killed and the recovery of one that was take the same steps, each of which
// is one rename or one unlink.






function targetOf({ home }, { path }) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home.root, path);
}
/** What a file of the store is, compared with the journal. Through a link it is neither. */
function stateOf(work, entry) {
    const path = targetOf(work, entry);
    try {
        if (!(0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .isFreeOfLinks */ .HQ)(work.home.root, path))
            return 'neither';
    }
    catch {
        return 'unreadable';
    }
    const digest = (0,_transaction_journal_js__WEBPACK_IMPORTED_MODULE_5__/* .digestAt */ .mw)(path);
    if (digest === 'unreadable')
        return 'unreadable';
    if (digest === entry.before)
        return 'before';
    return digest === entry.after ? 'after' : 'neither';
}
/** Every folder that holds a target, with one of those targets. */
function foldersOf(work) {
    return new Map(work.journal.entries.map((entry) => [(0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(targetOf(work, entry)), entry]));
}
function placesInHome({ home }, { index }) {
    return {
        staged: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home.folder, 'new', `${index}`),
        kept: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home.folder, 'old', `${index}`),
    };
}
function placesBeside(work, entry) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(targetOf(work, entry)), `${prefix(work)}${entry.index}`);
    return { staged: path, kept: `${path}-old` };
}
// Never ".env" in the name: Kanuka's CLI would take it for a secret file.
function prefix({ journal }) {
    return `.kanuka-txn-${journal.id}-`;
}
/** Where the new version is. Not in the journal: it is in one of two places. */
function stagedAt(work, entry) {
    const beside = placesBeside(work, entry).staged;
    return (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .statOf */ ._N)(beside) ? beside : placesInHome(work, entry).staged;
}
function keptAt(work, entry) {
    const beside = placesBeside(work, entry).kept;
    return (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .statOf */ ._N)(beside) ? beside : placesInHome(work, entry).kept;
}
function hasNew(work, entry) {
    return entry.after === _transaction_journal_js__WEBPACK_IMPORTED_MODULE_5__/* .ABSENT */ .sj || (0,_transaction_journal_js__WEBPACK_IMPORTED_MODULE_5__/* .digestAt */ .mw)(stagedAt(work, entry)) === entry.after;
}
function hasOld(work, entry) {
    return entry.before === _transaction_journal_js__WEBPACK_IMPORTED_MODULE_5__/* .ABSENT */ .sj || (0,_transaction_journal_js__WEBPACK_IMPORTED_MODULE_5__/* .digestAt */ .mw)(keptAt(work, entry)) === entry.before;
}
/**
 * Puts these entries in place, or everything back.
 * @returns why everything was put back, if it was
 * @throws ActionError STORE_INTERRUPTED
 */
function carryOut(work, entries) {
    try {
        for (const entry of entries) {
            (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_4__/* .writing */ .dV)(work.home.shown(entry.path), () => place(work, entry));
        }
        (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_4__/* .writing */ .dV)((0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_4__/* .slashes */ .k2)(work.home.root), () => syncFolders(work));
    }
    catch (error) {
        rollBack(work);
        return error;
    }
    assertAll(work, 'after');
    return undefined;
}
function place(work, entry) {
    if (entry.after === _transaction_journal_js__WEBPACK_IMPORTED_MODULE_5__/* .ABSENT */ .sj)
        node_fs__WEBPACK_IMPORTED_MODULE_0__.unlinkSync(targetOf(work, entry));
    else
        moveTo(targetOf(work, entry), stagedAt(work, entry));
}
/** @throws ActionError STORE_INTERRUPTED */
function rollBack(work) {
    const { entries } = work.journal;
    const placed = entries.filter((entry) => stateOf(work, entry) === 'after');
    const lost = placed.filter((entry) => !hasOld(work, entry));
    if (lost.length > 0)
        throw interrupted(work, LOST, lost);
    try {
        for (const entry of placed.toReversed())
            putBack(work, entry);
        if (placed.length > 0)
            syncFolders(work);
    }
    catch (error) {
        throw interrupted(work, `could not be put back (${(0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .errorCode */ .CA)(error)})`, placed);
    }
    assertAll(work, 'before');
}
function putBack(work, entry) {
    if (entry.before === _transaction_journal_js__WEBPACK_IMPORTED_MODULE_5__/* .ABSENT */ .sj)
        node_fs__WEBPACK_IMPORTED_MODULE_0__.unlinkSync(targetOf(work, entry));
    else
        moveTo(targetOf(work, entry), keptAt(work, entry));
}
// git takes empty folders away, also one that a file is to come back to.
function moveTo(target, from) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(target);
    if (!(0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .statOf */ ._N)(folder))
        node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync(folder, { recursive: true });
    (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_4__/* .rename */ .$w)(from, target);
}
function assertAll(work, state) {
    const others = work.journal.entries.filter((entry) => stateOf(work, entry) !== state);
    if (others.length > 0)
        throw interrupted(work, 'were changed at the same time', others);
}
function syncFolders(work) {
    for (const folder of foldersOf(work).keys()) {
        if ((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .statOf */ ._N)(folder))
            (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_4__/* .syncFolder */ .Yw)(folder);
    }
}
/**
 * Removes what was kept for a change of which the store holds all or nothing. What cannot be removed
 * is left to the next recovery: the store is whole.
 */
function forget(work) {
    (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_4__/* .attempt */ .CD)(() => removeTraces(work));
}
// First the journal becomes a mere plan again: from then on no recovery touches a file of the store,
// whatever becomes of it.
function removeTraces(work) {
    const { home, journal } = work;
    const committed = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home.folder, _transaction_journal_js__WEBPACK_IMPORTED_MODULE_5__/* .JOURNAL_FILE */ .RD);
    if ((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .statOf */ ._N)(committed)) {
        (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_4__/* .rename */ .$w)(committed, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home.folder, _transaction_journal_js__WEBPACK_IMPORTED_MODULE_5__/* .PLAN_FILE */ .VI));
        (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_4__/* .syncFolder */ .Yw)(home.folder);
    }
    for (const folder of foldersOf(work).keys()) {
        if (!(0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .isFreeOfLinks */ .HQ)(home.root, folder) || !(0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .statOf */ ._N)(folder)?.isDirectory())
            continue;
        for (const name of node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync(folder)) {
            if (name.startsWith(prefix(work)))
                (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_4__/* .removeFile */ .nM)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name));
        }
    }
    for (const folder of journal.folders.toReversed()) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home.root, folder);
        if ((0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .isFreeOfLinks */ .HQ)(home.root, path))
            (0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_4__/* .removeIfEmpty */ .V3)(path);
    }
    clearHome(home);
}
function clearHome(home) {
    for (const name of ['new', 'old', _transaction_journal_js__WEBPACK_IMPORTED_MODULE_5__/* .PLAN_FILE */ .VI]) {
        node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home.folder, name), { recursive: true, force: true });
    }
}
const LOST = 'are half changed, and what was kept of them is gone';
const MOST_NAMES = 20;
function interrupted(work, why, entries) {
    const names = entries.map(({ path }) => work.home.shown(path));
    const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('STORE_INTERRUPTED', {
        what: `a change of this store was cut off, and these files ${why}: ${names.slice(0, MOST_NAMES).join(', ')}${more}`,
        where: { file: names[0] ?? '' },
        fix: `Bring the files of the store back with \`git restore\`, remove new ones that git does not know, then run again. What was kept is in ${(0,_transaction_home_js__WEBPACK_IMPORTED_MODULE_4__/* .slashes */ .k2)(work.home.folder)}`,
    });
}


/***/ }),

/***/ 4469:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cF: () => (/* binding */ diskTree),
/* harmony export */   pd: () => (/* binding */ foldersOf),
/* harmony export */   q_: () => (/* binding */ RecordingTree)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5650);
/* harmony import */ var _files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1250);
// A tree of files to read a store from: the disk here, a commit in git/commit-tree.ts. Paths are
// relative to the root of the tree, with `/`; the root itself is ''.




/** What lies below `root` (absolute) on disk. */
function diskTree(root) {
    return {
        entries: (folder) => listFolder(root, folder),
        read: (path, limit) => (0,_files_js__WEBPACK_IMPORTED_MODULE_3__/* .readRegularFile */ .XF)(`${root}/${path}`, limit),
    };
}
function listFolder(root, folder) {
    if (folder !== '' && (0,_files_js__WEBPACK_IMPORTED_MODULE_3__/* .statOf */ ._N)(`${root}/${folder}`)?.isSymbolicLink()) {
        throw unlistable(folder, 'a link');
    }
    try {
        const entries = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(`${root}/${folder}`, { withFileTypes: true });
        return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
    }
    catch (error) {
        if ((0,_files_js__WEBPACK_IMPORTED_MODULE_3__/* .errorCode */ .CA)(error) === 'ENOENT')
            return undefined;
        throw unlistable(folder, (0,_files_js__WEBPACK_IMPORTED_MODULE_3__/* .errorCode */ .CA)(error));
    }
}
function kindOf(entry) {
    if (entry.isFile())
        return 'file';
    if (entry.isDirectory())
        return 'folder';
    return entry.isSymbolicLink() ? 'link' : 'other';
}
function unlistable(folder, why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('FILE_UNREADABLE', {
        what: `the folder ${folder || '.'} cannot be listed (${why})`,
        where: { file: folder },
        fix: 'It must be a real folder that the runner may read: restore it from git history, or remove it before this step.',
    });
}
/** What lies in each folder, told from the paths of everything below; without folders that are empty. */
function foldersOf(kinds) {
    const folders = new Map();
    const add = (path, kind) => {
        const slash = path.lastIndexOf('/');
        const parent = path.slice(0, Math.max(slash, 0));
        const siblings = folders.get(parent);
        const entry = { name: path.slice(slash + 1), kind };
        if (siblings)
            siblings.push(entry);
        else {
            folders.set(parent, [entry]);
            if (parent !== '')
                add(parent, 'folder');
        }
    };
    for (const [path, kind] of kinds)
        add(path, kind);
    return folders;
}
/** Remembers the SHA-256 of everything when it was first read: what a change was made from. */
class RecordingTree {
    /** By path, hex. */
    digests = new Map();
    #tree;
    constructor(tree) {
        this.#tree = tree;
    }
    entries(folder) {
        return this.#tree.entries(folder);
    }
    read(path, limit) {
        const result = this.#tree.read(path, limit);
        if ('bytes' in result && !this.digests.has(path))
            this.digests.set(path, sha256(result.bytes));
        return result;
    }
}
function sha256(bytes) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex');
}


/***/ }),

/***/ 4443:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cp: () => (/* binding */ needsProof),
/* harmony export */   fc: () => (/* binding */ explainMissingKey),
/* harmony export */   sH: () => (/* binding */ getsNoSecrets)
/* harmony export */ });
// Started by members, or with nothing of value in reach (a fork's pull request has no secrets).
// Everything else must prove what is checked out: pull_request_target, workflow_run, issue_comment,
// issues, discussion, fork, watch, and whatever GitHub adds.
const TRUSTED_EVENTS = new Set([
    '', // not in Actions at all
    'push',
    'schedule',
    'workflow_dispatch',
    'repository_dispatch',
    'merge_group',
    'pull_request',
    'pull_request_review',
    'pull_request_review_comment',
    'release',
    'create',
    'delete',
    'deployment',
    'deployment_status',
    'page_build',
    'registry_package',
    'branch_protection_rule',
    'dynamic',
]);
/** Whether the event may run with a checkout from elsewhere and secrets at once. */
function needsProof(workflow) {
    return !TRUSTED_EVENTS.has(workflow.eventName);
}
/** Whether GitHub gives this run no secrets, whatever the workflow says. */
function getsNoSecrets({ actor, isForkPullRequest }) {
    return actor === 'dependabot[bot]' || isForkPullRequest;
}
/** Why a repository secret can be empty in this run, as a sentence and the way out. */
function explainMissingKey(workflow) {
    if (workflow.actor === 'dependabot[bot]') {
        return {
            why: 'runs of Dependabot get no Actions secrets',
            fix: 'Add the key as a Dependabot secret too, or set `if-no-key: skip`.',
        };
    }
    if (workflow.isForkPullRequest) {
        return {
            why: 'a pull request from a fork gets no secrets',
            fix: 'Set `if-no-key: skip` where the workflow also runs for forks.',
        };
    }
    return {
        why: 'the secret is not set, has another name, or belongs to an environment that this job does not name',
        fix: 'Write `private-key: ${{ secrets.KANUKA_PRIVATE_KEY }}` and check `gh secret list`; a reusable workflow needs `secrets: inherit`.',
    };
}


/***/ }),

/***/ 9255:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JF: () => (/* binding */ masksOf),
/* harmony export */   _M: () => (/* binding */ masksOfText),
/* harmony export */   kM: () => (/* binding */ base64Cores)
/* harmony export */ });
/* unused harmony export COMMON_WORDS */
// Which strings the runner must hide. The runner masks the exact string and its own derived forms
// of it, line by line; this module adds what it would miss (docs/masking.md says what and why) and
// leaves out what would blank every log.
/** What never becomes a mask: https://github.com/actions/runner replaces every occurrence. */
const COMMON_WORDS = new Set(('true false yes no on off null nil none undefined nan inf info debug trace warn warning error ' +
    'fatal silent verbose default enabled disabled enable disable auto always never all any ' +
    'development develop production staging testing test tests local localhost preview sandbox ' +
    'example demo dev prod stage main master trunk head latest stable beta alpha canary public ' +
    'private admin root user guest app web api http https tcp udp utf8 utf-8 json yaml text html ' +
    'linux windows macos ubuntu-latest').split(' '));
const MAX_JSON_LEAVES = 2000;
const MAX_LITERAL_NEWLINES = 64 * 1024;
const PEM_BOUNDARY = /^-----(BEGIN|END) [A-Za-z0-9 ]+-----$/;
const SHORT_NUMBER = /^[+-]?\d{1,5}(\.\d{1,3})?$/;
/** Collects the masks of one value. */
class Masks {
    found = new Set();
    #policy;
    hasShort = false;
    hasCommon = false;
    constructor(policy) {
        this.#policy = policy;
    }
    /** A piece without line ends. */
    piece(text) {
        const bare = text.trim();
        if (bare === '')
            return false;
        if (this.#isCommon(bare)) {
            this.hasCommon = true;
            return false;
        }
        if (bare.length < this.#policy.minLength) {
            this.hasShort ||= /[\p{L}\p{N}]/u.test(bare);
            return false;
        }
        this.found.add(text);
        return true;
    }
    /** A form that the value takes when it is written in another notation. */
    form(text) {
        if (text.length >= this.#policy.minLength)
            this.found.add(text);
    }
    #isCommon(quoted) {
        // The runner takes the quotes off a longer text.
        const text = quoted.length > 8 ? quoted.replace(/^"(.*)"$/, '$1') : quoted;
        return (PEM_BOUNDARY.test(text) ||
            COMMON_WORDS.has(text.toLowerCase()) ||
            SHORT_NUMBER.test(text) ||
            this.#policy.publicValues.has(text));
    }
}
/** The masks of one variable's value, and whether it is hidden wholly. */
function masksOf(value, policy) {
    const masks = new Masks(policy);
    addValue(masks, value);
    for (const leaf of jsonLeaves(value))
        addValue(masks, leaf);
    for (const password of urlPasswords(value))
        addValue(masks, password);
    return { masks: masks.found, outcome: outcomeOf(masks, value) };
}
function outcomeOf(masks, value) {
    if (value.trim() === '')
        return 'empty';
    if (masks.found.size > 0)
        return masks.hasShort && /[\r\n]/.test(value) ? 'partly' : 'masked';
    return masks.hasShort ? 'short' : 'common';
}
/** The masks of a text that is no dotenv file: each significant line. */
function masksOfText(text, policy) {
    const masks = new Masks(policy);
    addLines(masks, text);
    return masks.found;
}
function addValue(masks, value) {
    const bare = value.trim();
    if (bare === '')
        return;
    if (/[\r\n]/.test(bare)) {
        addLines(masks, value);
        addForms(masks, value);
        // Printed by a shell that reads it without quotes, a text becomes one line.
        masks.form(bare.replace(/\s+/g, ' '));
        return;
    }
    // Line ends around it are no part of what is shown as text, but they are in other notations.
    const line = /[\r\n]/.test(value) ? bare : value;
    if (masks.piece(line)) {
        addForms(masks, line);
        if (line !== value)
            addForms(masks, value);
    }
    // A key that is kept on one line is often unfolded before use.
    if (value.includes('\\n') && value.length <= MAX_LITERAL_NEWLINES) {
        addLines(masks, value.replaceAll('\\r', '\r').replaceAll('\\n', '\n'));
    }
}
function addLines(masks, text) {
    for (const line of text.split(/\r\n|\r|\n/)) {
        masks.piece(line.trim());
    }
}
function addForms(masks, value) {
    const bytes = Buffer.from(value, 'utf8');
    for (const core of base64Cores(bytes)) {
        masks.form(core);
        masks.form(core.replaceAll('+', '-').replaceAll('/', '_'));
    }
    const json = JSON.stringify(value).slice(1, -1);
    masks.form(json);
    masks.form(json.replace(/[^\x20-\x7e]/g, unicodeEscape));
    masks.form(json.replace(/[<>&]/g, unicodeEscape));
    if (!value.isWellFormed())
        return;
    const uri = encodeURIComponent(value);
    masks.form(uri);
    const strict = uri.replace(/[!'()*]/g, percentEscape);
    masks.form(strict);
    masks.form(strict.replaceAll('%20', '+'));
    masks.form(new URLSearchParams([['', value]]).toString().slice(1));
}
function unicodeEscape(character) {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
function percentEscape(character) {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
/**
 * The part of the base64 text that the value alone decides, for each of the three places where it
 * can start in a group of three bytes. Found in `base64(user:value)` whatever stands around it.
 */
function base64Cores(bytes) {
    return [0, 1, 2].map((offset) => {
        const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
        const first = Math.ceil((offset * 8) / 6);
        const last = Math.floor(((offset + bytes.length) * 8) / 6);
        return text.slice(first, last);
    });
}
function jsonLeaves(value) {
    if (!/^\s*[[{"]/.test(value))
        return [];
    let json;
    try {
        json = JSON.parse(value);
    }
    catch {
        return [];
    }
    const leaves = [];
    const pending = [json];
    while (pending.length > 0 && leaves.length < MAX_JSON_LEAVES) {
        const next = pending.pop();
        if (typeof next === 'string')
            leaves.push(next);
        else if (typeof next === 'number')
            leaves.push(String(next));
        else if (typeof next === 'object' && next !== null) {
            for (const child of Object.values(next))
                pending.push(child);
        }
    }
    return leaves;
}
// Passwords may hold any character, so what a strict reader and a greedy one see are both taken.
function urlPasswords(value) {
    const authority = /^\s*[A-Za-z][A-Za-z0-9+.-]*:\/\/([^\s]*)/.exec(value)?.[1];
    if (authority === undefined)
        return [];
    const found = new Set();
    for (const end of [authority.search(/[/?#]|$/), authority.length]) {
        const at = authority.lastIndexOf('@', end - 1);
        const colon = authority.indexOf(':');
        if (colon === -1 || at <= colon)
            continue;
        const password = authority.slice(colon + 1, at);
        found.add(password);
        found.add(percentDecode(password));
    }
    return [...found];
}
function percentDecode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}


/***/ })

};
