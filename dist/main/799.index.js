export const id = 799;
export const ids = [799];
export const modules = {

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


/***/ })

};
