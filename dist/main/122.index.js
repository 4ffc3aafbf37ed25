export const id = 122;
export const ids = [122];
export const modules = {

/***/ 7417:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ committedBlobs),
/* harmony export */   T: () => (/* binding */ objectId)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
// Which blobs a commit holds, proven: every object on the way from the commit's id down to a path is
// hashed again. git itself does not do that when it reads, and a `.git` folder that came out of an
// archive may hold anything under any id.

/**
 * Ids of the regular files at a commit whose paths start with `prefix`, by path.
 * @returns undefined when an object is missing or is not what its id says
 */
async function committedBlobs(repository, commit, prefix) {
    const [object] = (await proven(repository, [commit])) ?? [];
    const [, root] = /^tree ([0-9a-f]+)\n/.exec(object?.bytes.toString('latin1', 0, 80) ?? '') ?? [];
    if (root === undefined)
        return undefined;
    const blobs = new Map();
    let trees = [{ prefix: '', id: root }];
    while (trees.length > 0) {
        const objects = await proven(repository, trees.map(({ id }) => id));
        if (!objects)
            return undefined;
        trees = trees.flatMap((tree, index) => {
            const entries = entriesOf(objects[index]?.bytes ?? Buffer.alloc(0), commit.length / 2);
            return entries.flatMap(({ mode, name, id }) => {
                const path = tree.prefix + name;
                if (mode.startsWith('100') && path.startsWith(prefix))
                    blobs.set(path, id);
                const isOnTheWay = `${path}/`.startsWith(prefix) || prefix.startsWith(`${path}/`);
                return mode === '40000' && isOnTheWay ? [{ prefix: `${path}/`, id }] : [];
            });
        });
    }
    return blobs;
}
/** The id of an object with these bytes; `idLength` in hex digits tells SHA-1 from SHA-256. */
function objectId(type, bytes, idLength) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(idLength === 64 ? 'sha256' : 'sha1');
    return hash.update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}
async function proven(repository, ids) {
    const objects = await repository.objects(ids);
    const isProven = objects?.every(({ type, bytes }, index) => objectId(type, bytes, ids[index]?.length ?? 0) === ids[index]);
    return isProven ? objects : undefined;
}
// A tree is a row of `<mode> <name>`, NUL, id in bytes.
function entriesOf(tree, idBytes) {
    const entries = [];
    for (let at = 0; at < tree.length;) {
        const blank = tree.indexOf(' ', at);
        const nul = tree.indexOf(0, blank);
        if (blank === -1 || nul === -1)
            break;
        entries.push({
            mode: tree.toString('latin1', at, blank),
            name: tree.toString('utf8', blank + 1, nul),
            id: tree.toString('hex', nul + 1, nul + 1 + idBytes),
        });
        at = nul + 1 + idBytes;
    }
    return entries;
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

/***/ 5790:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ repositoryOn)
/* harmony export */ });
// What the URL of a remote says: which repository of which server.
const URL_FORM = /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/git@|git@)([^/:]+(?::\d+)?)[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/;
const NO_NAME = /(?:^|\/)\.\.?(?:\/|$)/;
/** `owner/name` of an https, http or ssh URL, if it is of this server. */
function repositoryOn(serverUrl, url) {
    const [, server = '', path = ''] = URL_FORM.exec(url ?? '') ?? [];
    const isHere = server.toLowerCase() === new URL(serverUrl).host;
    return isHere && !NO_NAME.test(path) ? path : undefined;
}


/***/ })

};
