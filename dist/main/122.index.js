export const id = 122;
export const ids = [122];
export const modules = {

/***/ 122:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   whyNotTheEventCommit: () => (/* binding */ whyNotTheEventCommit)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(760);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(250);
/* harmony import */ var _repository_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(884);
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
    if (repositoryName(origin, workflow.serverUrl) !== workflow.repository.toLowerCase()) {
        return `the checkout is not of ${workflow.repository || 'this repository'}`;
    }
    const blobs = await repository.blobIds(head);
    if (!blobs)
        return 'git cannot list the files of the commit';
    const prefix = repository.relative(root) === '.' ? '' : `${repository.relative(root)}/`;
    const committed = [...blobs.keys()].filter((path) => path.startsWith(`${prefix}${folder}/`));
    const present = [...filesBelow(root, folder), ...files].map((path) => prefix + path);
    const paths = [...new Set([...committed, ...present])];
    const changed = paths.find((path) => {
        const read = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .readRegularFile */ .XF)(`${repository.workTree}/${path}`, MAX_BYTES);
        return !('bytes' in read) || blobId(read.bytes, head.length) !== blobs.get(path);
    });
    return changed === undefined ? undefined : `${changed} differs from the commit`;
}
// What was put there counts as much as what is missing: a public key lets somebody in.
function filesBelow(root, folder) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(`${root}/${folder}`, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .slashed */ .df)(root, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(entry.parentPath, entry.name)));
}
/** `owner/name` in lower case from an https or ssh URL of this server. */
function repositoryName(url, serverUrl) {
    const host = new URL(serverUrl).host;
    const [, server, path] = /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/git@|git@)([^/:]+(?::\d+)?)[/:](.+?)(?:\.git)?\/?$/.exec(url ?? '') ?? [];
    return server === host ? path?.toLowerCase() : undefined;
}
function blobId(bytes, idLength) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(idLength === 64 ? 'sha256' : 'sha1');
    return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}


/***/ })

};
