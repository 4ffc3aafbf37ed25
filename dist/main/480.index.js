export const id = 480;
export const ids = [480];
export const modules = {

/***/ 7822:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ applyEdits)
});

// EXTERNAL MODULE: ./kanuka/edits.js
var kanuka_edits = __webpack_require__(1146);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./errors.js
var errors = __webpack_require__(5650);
// EXTERNAL MODULE: ./platform/files.js
var files = __webpack_require__(1250);
// EXTERNAL MODULE: ./kanuka/layout.js
var layout = __webpack_require__(7173);
// EXTERNAL MODULE: ./kanuka/recovery.js
var recovery = __webpack_require__(3416);
// EXTERNAL MODULE: ./kanuka/transaction-home.js
var transaction_home = __webpack_require__(2015);
// EXTERNAL MODULE: ./kanuka/transaction-journal.js
var transaction_journal = __webpack_require__(1346);
// EXTERNAL MODULE: ./kanuka/transaction-lock.js
var transaction_lock = __webpack_require__(3867);
// EXTERNAL MODULE: ./kanuka/transaction-work.js
var transaction_work = __webpack_require__(1105);
;// CONCATENATED MODULE: ./kanuka/transaction.js
// Changes a store all or nothing: a kill at any moment leaves what recovery.ts brings to entirely old
// or entirely new. Everything is made ready aside (in memory, then in the transaction's home); the
// rename of the journal is the moment from which on the change counts; after it there are only
// renames and unlinks. The caller has computed all bytes, and says whether what was staged is right.












/**
 * Makes all changes or none, with the store's lock held. Recovers first what an earlier run left.
 * @throws ActionError STORE_BUSY, STORE_CHANGED, STORE_INTERRUPTED, PATH_UNSAFE, WRITE_FAILED.
 * With any but STORE_INTERRUPTED no file of the store is changed
 */
async function applyChanges(home, changes, options) {
    const unlock = (0,transaction_lock/* lockStore */.$)(home, options.runId);
    try {
        (0,recovery/* recoverLocked */.pW)(home);
        const planned = plan(changes);
        if (planned.length === 0)
            return;
        const work = { home, journal: journalFor(home, planned, options.head) };
        try {
            assertUnchanged(work);
            writePlan(work);
            await stage(work, planned);
            readBack(work);
            assertUnchanged(work);
            assertKept(work);
            // From here on nothing is awaited: no signal gets in between two steps.
            commit(work);
        }
        catch (error) {
            (0,transaction_work/* forget */.y6)(work);
            throw error;
        }
        const failure = (0,transaction_work/* carryOut */.u0)(work, work.journal.entries);
        (0,transaction_work/* forget */.y6)(work);
        if (failure !== undefined)
            throw failure;
    }
    finally {
        unlock();
    }
}
// The order of the renames: keys before the files that they open, deletions last.
function rank({ path, after }) {
    if (after === undefined)
        return 5;
    if (path.startsWith(`${layout/* WRAPPED_KEYS_FOLDER */.Ux}/`))
        return 0;
    if (path.startsWith(`${layout/* PUBLIC_KEYS_FOLDER */.oI}/`))
        return 2;
    if (path === layout/* CONFIG_FILE */.g2)
        return 3;
    return path === layout/* AUDIT_FILE */.v2 ? 4 : 1;
}
/** What is to be done, in its order; without what is right already. */
function plan(changes) {
    const places = new Map(changes.map(({ path }, index) => [path, index]));
    const isWrong = ({ path }, index) => !(0,layout/* isLayoutPath */.Yr)(path) || places.get(path) !== index;
    const wrong = changes.find(isWrong)?.path;
    if (wrong !== undefined) {
        throw new errors/* ActionError */.lZ('PATH_UNSAFE', {
            what: `${wrong} is no file of a Kanuka store, or is to be changed twice`,
            fix: 'Name files of the store only, each once.',
        });
    }
    return changes
        .toSorted((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1))
        .map((change) => ({ change, before: change.before ?? transaction_journal/* ABSENT */.sj, after: (0,transaction_journal/* digestOf */.ol)(change.after) }))
        .filter(({ before, after }) => before !== after)
        .map(({ change, before, after }, index) => ({
        change,
        entry: { index, path: change.path, before, after },
    }));
}
function journalFor(home, planned, head) {
    const id = (0,external_node_crypto_.randomBytes)(8).toString('hex');
    const entries = planned.map(({ entry }) => entry);
    const above = new Set(entries.flatMap(({ path }) => (0,transaction_journal/* foldersAbove */.Zv)(path)));
    const folders = (0,transaction_home/* writing */.dV)((0,transaction_home/* slashes */.k2)(home.root), () => [...above].filter((folder) => !(0,files/* statOf */._N)((0,external_node_path_.join)(home.root, folder))).toSorted());
    return { version: 1, id, root: home.root, head: head ?? '', folders, entries };
}
// Twice: before anything is written, so that nothing is written through a link; and right before the
// commit point.
function assertUnchanged(work) {
    for (const entry of work.journal.entries) {
        if ((0,transaction_work/* stateOf */.L4)(work, entry) !== 'before')
            throw changed(work, entry);
    }
}
function assertKept(work) {
    for (const entry of work.journal.entries) {
        if (!(0,transaction_work/* hasOld */.M5)(work, entry))
            throw changed(work, entry);
    }
}
function changed({ home }, { path }) {
    return new errors/* ActionError */.lZ('STORE_CHANGED', {
        what: `${home.shown(path)} was changed, removed or replaced by a link after it was read; nothing was written`,
        where: { file: home.shown(path) },
        fix: 'Let only one step at a time work on the store, then run again.',
    });
}
// Before there is anything that it lists: what a kill leaves can then be found and removed.
function writePlan({ home, journal }) {
    const path = (0,external_node_path_.join)(home.folder, transaction_journal/* PLAN_FILE */.VI);
    (0,transaction_home/* writing */.dV)((0,transaction_home/* slashes */.k2)(path), () => {
        const bytes = Buffer.from(JSON.stringify(journal));
        if (bytes.length > transaction_journal/* MAX_JOURNAL_BYTES */.jP)
            throw (0,transaction_home/* notWritten */.xc)((0,transaction_home/* slashes */.k2)(path), 'too many files');
        (0,transaction_home/* writeNewFile */.S0)(path, bytes, 0o600);
        (0,transaction_home/* syncFile */.gD)(path);
        (0,transaction_home/* syncFolder */.Yw)(home.folder);
    });
}
async function stage(work, planned) {
    const { home, journal } = work;
    const ownFolders = ['new', 'old'].map((name) => (0,external_node_path_.join)(home.folder, name));
    for (const folder of ownFolders)
        (0,transaction_home/* writing */.dV)((0,transaction_home/* slashes */.k2)(folder), () => (0,transaction_home/* makeFolder */.fc)(folder, 0o700));
    for (const folder of journal.folders) {
        (0,transaction_home/* writing */.dV)(home.shown(folder), () => (0,transaction_home/* makeFolder */.fc)((0,external_node_path_.join)(home.root, folder)));
    }
    const elsewhere = foldersOnOtherDevices(work);
    const staged = new Map();
    for (const { change, entry } of planned) {
        const target = (0,transaction_work/* targetOf */.$r)(work, entry);
        const places = elsewhere.has((0,external_node_path_.dirname)(target)) ? transaction_work/* placesBeside */.jy : transaction_work/* placesInHome */.f5;
        (0,transaction_home/* writing */.dV)(home.shown(entry.path), () => {
            const { staged: path, kept } = places(work, entry);
            if (change.after) {
                (0,transaction_home/* writeNewFile */.S0)(path, change.after, (0,transaction_home/* permissionsOf */.k0)(target));
                staged.set(path, home.shown(entry.path));
            }
            // A copy, where there are no links, has to be flushed too.
            if (change.before !== undefined && (0,transaction_home/* keepCopy */.xu)(target, kept))
                staged.set(kept, home.shown(entry.path));
        });
    }
    await (0,transaction_home/* syncFiles */.fl)(staged);
    (0,transaction_home/* writing */.dV)((0,transaction_home/* slashes */.k2)(home.root), () => {
        for (const folder of ownFolders)
            (0,transaction_home/* syncFolder */.Yw)(folder);
        for (const folder of journal.folders)
            (0,transaction_home/* syncFolder */.Yw)((0,external_node_path_.dirname)((0,external_node_path_.join)(home.root, folder)));
        (0,transaction_work/* syncFolders */.Tk)(work);
    });
}
function foldersOnOtherDevices(work) {
    const found = [...(0,transaction_work/* foldersOf */.pd)(work)].filter(([, entry]) => (0,transaction_home/* writing */.dV)(work.home.shown(external_node_path_.posix.dirname(entry.path)), () => probe(work, entry)));
    return new Set(found.map(([folder]) => folder));
}
/** Whether the folder of an entry is on another device. Throws when it cannot be written. */
function probe(work, entry) {
    const here = (0,transaction_work/* placesInHome */.f5)(work, entry).staged;
    const there = (0,transaction_work/* placesBeside */.jy)(work, entry).staged;
    external_node_fs_.writeFileSync(here, '', { flag: 'wx' });
    try {
        (0,transaction_home/* rename */.$w)(here, there);
    }
    catch (error) {
        if ((0,files/* errorCode */.CA)(error) !== 'EXDEV')
            throw error;
        external_node_fs_.unlinkSync(here);
        external_node_fs_.writeFileSync(there, '', { flag: 'wx' });
        external_node_fs_.unlinkSync(there);
        return true;
    }
    external_node_fs_.unlinkSync(there);
    return false;
}
function readBack(work) {
    const staged = new Map();
    for (const entry of work.journal.entries) {
        if (entry.after === transaction_journal/* ABSENT */.sj)
            continue;
        const read = (0,files/* readRegularFile */.XF)((0,transaction_work/* stagedAt */.Cf)(work, entry), layout/* MAX_SELECTED_BYTES */.rA);
        if (!('bytes' in read) || (0,transaction_journal/* digestOf */.ol)(read.bytes) !== entry.after) {
            throw (0,transaction_home/* notWritten */.xc)(work.home.shown(entry.path), 'other bytes came back');
        }
        staged.set(entry.path, read.bytes);
    }
    return staged;
}
function commit({ home }) {
    const committed = (0,external_node_path_.join)(home.folder, transaction_journal/* JOURNAL_FILE */.RD);
    (0,transaction_home/* writing */.dV)((0,transaction_home/* slashes */.k2)(committed), () => {
        (0,transaction_home/* rename */.$w)((0,external_node_path_.join)(home.folder, transaction_journal/* PLAN_FILE */.VI), committed);
        (0,transaction_home/* syncFolder */.Yw)(home.folder);
    });
}

// EXTERNAL MODULE: ./platform/tree.js
var platform_tree = __webpack_require__(4469);
// EXTERNAL MODULE: ./commands/store-homes.js
var store_homes = __webpack_require__(100);
;// CONCATENATED MODULE: ./commands/apply-edits.js
// Writes edits of a store to disk, all or nothing, announced to post before anything is touched.




/**
 * @param store read from disk; a file that changed since then stops it
 * @param head the commit that is checked out, if any
 */
async function applyEdits(deps, store, { edits, head }) {
    if (edits.length === 0)
        return;
    const home = (0,store_homes/* homeOf */.l)(deps.workflow, store.root);
    deps.journal().transaction({ root: home.root, folder: home.folder });
    const tree = store.tree instanceof platform_tree/* RecordingTree */.q_ ? store.tree : new platform_tree/* RecordingTree */.q_(store.tree);
    const changes = (0,kanuka_edits/* changesFor */.z7)({ tree, shown: (path) => store.shown(path) }, edits);
    await applyChanges(home, changes, { runId: deps.workflow.runId, head });
    deps.debug(`${store.title}: ${changes.length} files written`);
}


/***/ }),

/***/ 6450:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DP: () => (/* binding */ commitNotes),
/* harmony export */   VM: () => (/* binding */ whereTo),
/* harmony export */   y5: () => (/* binding */ commitDetails),
/* harmony export */   yp: () => (/* binding */ commitOutputs)
/* harmony export */ });
/** `Commit 0123456789ab on main` */
function whereTo({ commit, branch, pullRequest }) {
    const where = `Commit ${commit.slice(0, 12)} on ${branch}`;
    return pullRequest ? `${where}, pull request ${pullRequest.url}` : where;
}
/** Of a run that changed stores and was no dry run. */
function commitNotes(committed, { commit }) {
    const list = [];
    if (commit.mode === 'none') {
        list.push('The files are changed in this checkout only: commit them all together, or set `commit`.');
    }
    if (committed) {
        list.push(`The checkout holds the new files, but its HEAD is still the commit before: later steps that need the commit run \`git fetch origin ${committed.branch}\`.`);
    }
    // Asked nobody: the remote is not on GitHub.
    if (committed?.isVerified !== undefined) {
        list.push("Commits by the job's own token start no workflows, so no checks run on them. Give `github-token` the token of a GitHub App (actions/create-github-app-token) if they should.");
    }
    return list;
}
function commitOutputs(committed) {
    if (!committed)
        return {};
    const { commit, isVerified, pullRequest } = committed;
    return {
        'commit-sha': commit,
        'commit-verified': String(isVerified === true),
        ...(pullRequest && {
            'pull-request-number': String(pullRequest.number),
            'pull-request-url': pullRequest.url,
        }),
    };
}
/** For the `report` output. */
function commitDetails(committed) {
    return (committed && {
        sha: committed.commit,
        verified: committed.isVerified ?? null,
        branch: committed.branch,
        pullRequest: committed.pullRequest ?? null,
    });
}


/***/ }),

/***/ 4876:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ commitStores)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./errors.js
var errors = __webpack_require__(5650);
// EXTERNAL MODULE: ./platform/github-api.js
var github_api = __webpack_require__(2151);
// EXTERNAL MODULE: ./git/committed-blobs.js
var committed_blobs = __webpack_require__(7417);
// EXTERNAL MODULE: ./git/git-process.js
var git_process = __webpack_require__(7914);
;// CONCATENATED MODULE: ./git/branch-tip.js
// What stands at the tip of a branch: the change that was just made, whose answer was lost; an older
// commit of this action; or somebody else's. Only asks.


/** In every commit of ours, so that a branch of somebody else is never taken for ours. */
const TRAILER = 'Made-by: kanuka-secrets-action';
function withTrailer(message) {
    return `${message.trimEnd()}\n\n${TRAILER}\n`;
}
async function isOfThisAction(repository, commit) {
    const [object] = (await repository.objects([commit])) ?? [];
    return object?.bytes.includes(`\n${TRAILER}`) ?? false;
}
/** Whether the commit is this very change, made from these parents. */
async function isThisChange(repository, commit, { parents, files, }) {
    const [object] = (await repository.objects([commit])) ?? [];
    const [header = ''] = object?.bytes.toString('utf8').split('\n\n') ?? [];
    const found = header.match(/^parent .*$/gm) ?? [];
    if (found.join() !== parents.map((parent) => `parent ${parent}`).join())
        return false;
    const entries = await repository.treeEntries(commit, '');
    return files.every(({ path, content }) => {
        const id = content && (0,committed_blobs/* objectId */.T)('blob', content, commit.length);
        return entries.get(path)?.id === id;
    });
}
/** Whether what is checked out is in the history of the branch: else it would be lost by going on. */
async function isOnBranch({ repository, remote, head }, { branch, tip }) {
    if (await isAncestor(repository.place, head, tip))
        return true;
    if (await isAncestor(repository.place, tip, head))
        return false;
    if (!(await repository.isShallow()))
        return false;
    // The tip came without its history.
    return remote.fetchHistory(branch, async (history, now) => isAncestor(history, head, now));
}
async function isAncestor(place, ancestor, commit) {
    const args = ['merge-base', '--is-ancestor', ancestor, commit];
    return (await (0,git_process/* runGit */.EO)(place, args)).exitCode === 0;
}

;// CONCATENATED MODULE: ./git/landing.js
// What it means to land a commit on a branch of the remote; git-lander.ts and github-lander.ts are
// the two ways. A landing moves the branch from exactly one known commit, or not at all.


/** What GitHub says of a commit's signature; the commit stands, whatever becomes of the question. */
async function askVerified(api, commit) {
    try {
        const answer = await api?.rest('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
            commit_sha: commit,
        });
        return answer?.verification.verified;
    }
    catch (error) {
        if (error instanceof github_api/* GithubRefusal */.O || error instanceof errors/* ActionError */.lZ)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./git/pull-request.js
// One pull request for one branch: opened, or the open one brought up to date.
// https://docs.github.com/en/rest/pulls/pulls


/** @throws GithubRefusal for what is neither forbidden nor a race, ActionError GITHUB_UNREACHABLE */
async function openPullRequest(api, draft) {
    const cut = {
        ...draft,
        title: cutTo(MAX_TITLE, draft.title),
        body: cutTo(MAX_BODY, draft.body),
    };
    let pull;
    try {
        pull = (await update(api, cut)) ?? (await create(api, cut));
    }
    catch (error) {
        if (!(error instanceof github_api/* GithubRefusal */.O) || ![403, 404].includes(error.refusal.status))
            throw error;
        return { kind: 'forbidden', why: wordsOf(error) };
    }
    const warning = await label(api, pull.number, draft.labels);
    return { kind: 'open', number: pull.number, url: pull.html_url, warning };
}
/** What GitHub takes, in characters. */
const MAX_TITLE = 256;
const MAX_BODY = 65_536;
function cutTo(limit, text) {
    if (text.length <= limit)
        return text;
    return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
/** Why GitHub did not do it. */
function wordsOf({ refusal: { status, message, permissions } }) {
    const words = message.replace(/\.$/, '') || `it answered ${status}`;
    return permissions === '' ? words : `${words} (GitHub wants ${permissions})`;
}
async function update(api, { head, base, title, body }) {
    const [owner] = api.repository.split('/');
    const [open] = await api.rest('GET /repos/{owner}/{repo}/pulls', {
        head: `${owner}:${head}`,
        base,
        state: 'open',
    });
    if (!open)
        return undefined;
    return api.rest('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
        pull_number: open.number,
        title,
        body,
    });
}
async function create(api, { head, base, title, body }) {
    try {
        return await api.rest('POST /repos/{owner}/{repo}/pulls', { head, base, title, body });
    }
    catch (error) {
        // Another run was faster, or our first try was answered by nobody.
        const found = error instanceof github_api/* GithubRefusal */.O && error.refusal.status === 422
            ? await update(api, { head, base, title, body, labels: [] })
            : undefined;
        if (found)
            return found;
        throw error;
    }
}
/** @returns why they could not be set; the pull request is there all the same */
async function label(api, number, labels) {
    if (labels.length === 0)
        return undefined;
    try {
        await api.rest('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
            issue_number: number,
            labels: [...labels],
        });
        return undefined;
    }
    catch (error) {
        const why = error instanceof github_api/* GithubRefusal */.O ? wordsOf(error) : undefined;
        if (why === undefined && !(error instanceof errors/* ActionError */.lZ))
            throw error;
        return `the labels ${labels.join(', ')} could not be set: ${why ?? 'GitHub did not answer'}`;
    }
}

;// CONCATENATED MODULE: ./git/commit-back.js
// Commits changed files back to the remote: on a branch, or as a pull request. Owns the order (the
// remote before the disk), what happens when the branch moves meanwhile, and the fall back to a pull
// request. Never merges, never forces, never touches the work tree, the index or a local branch.





const TRIES_AFTER_MOVE = 3;
/**
 * @returns undefined when nothing was to be changed: no commit
 * @throws ActionError COMMIT_HEAD_MOVED, COMMIT_BRANCH_TAKEN, COMMIT_PROTECTED, COMMIT_PLACE, and what
 * landing throws
 */
async function commitBack(place, target, prepare) {
    if (target.mode === 'pull-request')
        return proposeBack(place, target, prepare);
    const branch = target.branch ?? place.branch;
    const landed = await landOnBranch(place, branch, prepare);
    if (landed === undefined || !('why' in landed))
        return landed;
    const fallBack = { ...target, branch: undefined };
    const proposed = await proposeBack({ ...place, branch, head: landed.base }, fallBack, prepare);
    const note = `${branch} takes no direct commits (${landed.why}), so a pull request was made instead`;
    return proposed && { ...proposed, warnings: [note, ...proposed.warnings] };
}
async function landOnBranch(place, branch, prepare) {
    const isOther = branch !== place.branch;
    let expected = isOther ? await place.remote.fetch(branch) : place.head;
    for (let tries = 0; tries <= TRIES_AFTER_MOVE; tries += 1) {
        const base = expected ?? place.head;
        const prepared = await prepare(base);
        if (!prepared)
            return undefined;
        const landed = await place.lander.land({
            branch,
            expected,
            base,
            parents: [base],
            files: prepared.files,
            message: withTrailer(prepared.message),
        });
        if (landed.kind === 'protected') {
            // No pull request can lead to a branch that is not there.
            if (expected === undefined)
                throw landed.denied ?? protectedName(branch, landed.why);
            return { why: landed.why, base };
        }
        if (landed.kind === 'landed')
            return committed(prepared, branch, landed);
        const tip = await place.remote.fetch(branch);
        if (tip === undefined && !isOther)
            throw branchGone(branch);
        // A lost answer looks like somebody else's commit: what stands there may be ours.
        if (tip !== undefined &&
            (await isThisChange(place.repository, tip, { parents: [base], files: prepared.files }))) {
            return committed(prepared, branch, await foundAgain(place, tip));
        }
        if (tip !== undefined && !isOther && !(await isOnBranch(place, { branch, tip }))) {
            throw notPushed(branch);
        }
        expected = tip;
    }
    throw moved(branch);
}
async function proposeBack(place, target, prepare) {
    const branch = target.branch ?? `kanuka/${target.topic}-${place.branch}`;
    if (branch === place.branch)
        throw onItself(branch);
    const prepared = await prepare(place.head);
    if (!prepared)
        return undefined;
    let parents = [];
    for (let tries = 0; tries <= TRIES_AFTER_MOVE; tries += 1) {
        const tip = await place.remote.fetch(branch);
        if (tip !== undefined) {
            if (tries > 0 &&
                (await isThisChange(place.repository, tip, { parents, files: prepared.files }))) {
                const found = await foundAgain(place, tip);
                return withPullRequest(place, target, committed(prepared, branch, found));
            }
            await refuseForeign(place, branch, tip);
        }
        const isNew = tip === undefined || tip === place.head;
        // What an older proposal of ours holds is replaced, not built upon: the branch is moved
        // forward to a commit whose tree knows only the checked-out commit and this change.
        parents = isNew ? [place.head] : [tip, place.head];
        const landed = await place.lander.land({
            branch,
            expected: tip,
            base: place.head,
            parents,
            files: prepared.files,
            message: withTrailer(prepared.message),
        });
        if (landed.kind === 'protected')
            throw landed.denied ?? protectedProposal(branch, landed.why);
        if (landed.kind === 'moved')
            continue;
        return withPullRequest(place, target, committed(prepared, branch, landed));
    }
    throw moved(branch);
}
async function withPullRequest(place, target, result) {
    const { api, branch: base, head: proposedFrom } = place;
    const compare = api
        ? `${place.serverUrl}/${api.repository}/compare/${inUrl(base)}...${inUrl(result.branch)}?expand=1`
        : undefined;
    const left = (why) => ({
        ...result,
        proposedFrom,
        warnings: [
            ...result.warnings,
            `the branch ${result.branch} is pushed, but no pull request could be opened: ${why}` +
                (compare === undefined ? '' : `. Open it here: ${compare}`),
        ],
    });
    if (!api)
        return left('the remote is not on this GitHub server, or `github-token` is empty');
    const { labels } = target;
    const draft = { ...result.prepared.pullRequest, head: result.branch, base, labels };
    const outcome = await openPullRequest(api, draft).catch((error) => {
        // The commit has landed; that no pull request came of it must not undo what is known of it.
        if (error instanceof github_api/* GithubRefusal */.O)
            return { kind: 'failed', why: wordsOf(error) };
        if (error instanceof errors/* ActionError */.lZ)
            return { kind: 'failed', why: error.what };
        throw error;
    });
    if (outcome.kind === 'failed')
        return left(outcome.why);
    if (outcome.kind === 'forbidden')
        return left(`${outcome.why}. ${HOW_TO_ALLOW}`);
    const { number, url, warning } = outcome;
    const warnings = [...result.warnings, ...(warning === undefined ? [] : [warning])];
    return { ...result, proposedFrom, pullRequest: { number, url }, warnings };
}
function inUrl(branch) {
    return encodeURI(branch).replaceAll('#', '%23');
}
const HOW_TO_ALLOW = 'The job needs `pull-requests: write`, and the repository the setting Actions > General > "Allow GitHub Actions to create and approve pull requests"';
function committed(prepared, branch, { commit, isVerified }) {
    const made = { prepared, commit, isVerified, branch };
    return { ...made, proposedFrom: undefined, pullRequest: undefined, warnings: [] };
}
/** A commit of ours that landed, although its answer was lost. */
async function foundAgain({ api }, commit) {
    return { kind: 'landed', commit, isVerified: await askVerified(api, commit) };
}
async function refuseForeign({ repository, head }, branch, tip) {
    if (tip === head || (await isOfThisAction(repository, tip)))
        return;
    // A branch that holds nothing which is not checked out: what came of it is merged, or never came.
    if (await isAncestor(repository.place, tip, head))
        return;
    throw new errors/* ActionError */.lZ('COMMIT_BRANCH_TAKEN', {
        what: `the branch ${branch} exists, and its last commit is not of this action`,
        fix: 'Name another `commit-branch`, or delete that branch if nobody needs it.',
    });
}
function branchGone(branch) {
    return new errors/* ActionError */.lZ('COMMIT_BRANCH_UNKNOWN', {
        what: `the branch ${branch} is not on the remote (any more)`,
        fix: 'Push it, or name the branch to commit to with `commit-branch`.',
    });
}
function notPushed(branch) {
    return new errors/* ActionError */.lZ('COMMIT_PLACE', {
        what: `the commit that is checked out is not on the branch ${branch} of the remote`,
        fix: 'Push it before this step, or check out what the remote has: a rotation made from there would lose it.',
    });
}
function onItself(branch) {
    return new errors/* ActionError */.lZ('COMMIT_BRANCH_UNKNOWN', {
        what: `a pull request from ${branch} into itself was asked for`,
        fix: 'Check out the branch to merge into, or name another `commit-branch`.',
    });
}
function moved(branch) {
    return new errors/* ActionError */.lZ('COMMIT_HEAD_MOVED', {
        what: `${branch} moved ${TRIES_AFTER_MOVE + 1} times while we were at it; nothing was changed`,
        fix: 'Run the job again when fewer commits arrive, and give the workflow a `concurrency` group so that two of its runs never meet.',
    });
}
function protectedName(branch, why) {
    return new errors/* ActionError */.lZ('COMMIT_PROTECTED', {
        what: `the branch ${branch} is not there, and may not be made: ${why}`,
        fix: 'Make it on GitHub first, let the rules of the repository leave that name out, or name another `commit-branch`.',
    });
}
function protectedProposal(branch, why) {
    return new errors/* ActionError */.lZ('COMMIT_PROTECTED', {
        what: `the branch for the pull request, ${branch}, is protected itself: ${why}`,
        fix: 'Let the rules of the repository leave that name out, or name another `commit-branch`.',
    });
}

// EXTERNAL MODULE: ../node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7728);
;// CONCATENATED MODULE: ./git/github-lander.js
// Lands a commit through GitHub's API: signed by GitHub and shown as Verified, without a key.
// createCommitOnBranch is one call, but makes plain files, one parent, no author of ours, and takes
// some 40 MB; what needs more goes through the Git database API.
// https://docs.github.com/en/graphql/reference/mutations#createcommitonbranch
// https://docs.github.com/en/rest/git



/** Base64 and JSON add a third to this. */
const MAX_MUTATION_BYTES = 20_000_000;
/** GitHub takes few parallel writes well. */
const PARALLEL_BLOBS = 4;
const PLAIN_FILE = '100644';
const EXECUTABLE = '100755';
const COMMIT = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid signature { isValid } } }
}`;
const CommitAnswer = dist/* object */.Ikc({
    createCommitOnBranch: dist/* object */.Ikc({
        commit: dist/* object */.Ikc({
            oid: dist/* string */.YjP(),
            signature: dist/* nullish */.cl6(dist/* object */.Ikc({ isValid: dist/* boolean */.zMY() })),
        }),
    }),
});
class GithubLander {
    #api;
    #options;
    constructor(api, options) {
        this.#api = api;
        this.#options = options;
    }
    async land(landing) {
        try {
            const modes = await this.#modes(landing);
            return this.#fitsMutation(landing, modes)
                ? await this.#byMutation(landing)
                : await this.#byGitData(landing, modes);
        }
        catch (error) {
            if (error instanceof github_api/* GithubRefusal */.O)
                return whatItMeans(error, landing);
            throw error;
        }
    }
    async #modes({ base, files }) {
        const entries = await this.#options.repository.treeEntries(base, '');
        return new Map(files.map(({ path }) => [path, entries.get(path)?.mode ?? PLAIN_FILE]));
    }
    #fitsMutation({ files, parents, base }, modes) {
        const { author, committer } = this.#options;
        const bytes = files.reduce((sum, { content }) => sum + (content?.length ?? 0), 0);
        const arePlain = files.every((file) => !file.content || modes.get(file.path) === PLAIN_FILE);
        const isOurs = author === undefined && committer === undefined;
        return (bytes <= MAX_MUTATION_BYTES &&
            arePlain &&
            parents.length === 1 &&
            parents[0] === base &&
            isOurs);
    }
    async #byMutation(landing) {
        const [parent = ''] = landing.parents;
        if (landing.expected === undefined)
            await this.#createRef(landing.branch, parent);
        try {
            const answer = await this.#api.graphql(COMMIT, {
                input: mutationInput(landing, parent, this.#api.repository),
            });
            const { commit } = dist/* parse */.qgA(CommitAnswer, answer).createCommitOnBranch;
            return {
                kind: 'landed',
                commit: commit.oid,
                isVerified: commit.signature?.isValid ?? false,
            };
        }
        catch (error) {
            // A branch that moved is no longer what we made: somebody's commit is on it, or our own whose
            // answer was lost.
            const isUntouched = error instanceof github_api/* GithubRefusal */.O && !hasMoved(error.refusal);
            if (landing.expected === undefined && isUntouched)
                await this.#deleteRef(landing.branch);
            throw error;
        }
    }
    async #byGitData(landing, modes) {
        const { author, committer } = this.#options;
        const base = await this.#api.rest('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
            commit_sha: landing.base,
        });
        const tree = await this.#api.rest('POST /repos/{owner}/{repo}/git/trees', {
            base_tree: base.tree.sha,
            tree: await this.#treeEntries(landing.files, modes),
        });
        const commit = await this.#api.rest('POST /repos/{owner}/{repo}/git/commits', {
            message: landing.message,
            tree: tree.sha,
            parents: [...landing.parents],
            ...(author && { author: person(author) }),
            ...(committer && { committer: person(committer) }),
        });
        if (landing.expected === undefined)
            await this.#createRef(landing.branch, commit.sha);
        else
            await this.#moveRef(landing.branch, commit.sha);
        return { kind: 'landed', commit: commit.sha, isVerified: commit.verification.verified };
    }
    async #treeEntries(files, modes) {
        const entries = [];
        const pending = files.values();
        const work = async () => {
            for (const { path, content } of pending) {
                const mode = modes.get(path) === EXECUTABLE ? EXECUTABLE : PLAIN_FILE;
                const sha = content ? await this.#createBlob(content) : null;
                entries.push({ path, mode, type: 'blob', sha });
            }
        };
        await Promise.all(Array.from({ length: PARALLEL_BLOBS }, work));
        return entries;
    }
    async #createBlob(content) {
        const blob = await this.#api.rest('POST /repos/{owner}/{repo}/git/blobs', {
            content: Buffer.from(content).toString('base64'),
            encoding: 'base64',
        });
        return blob.sha;
    }
    async #createRef(branch, sha) {
        await this.#api.rest('POST /repos/{owner}/{repo}/git/refs', {
            ref: `refs/heads/${branch}`,
            sha,
        });
    }
    async #moveRef(branch, sha) {
        await this.#api.rest('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
            ref: `heads/${branch}`,
            sha,
            force: false,
        });
    }
    // A branch that we made for a commit that then was refused.
    async #deleteRef(branch) {
        try {
            await this.#api.rest('DELETE /repos/{owner}/{repo}/git/refs/{ref}', {
                ref: `heads/${branch}`,
            });
        }
        catch (error) {
            // The refusal of the commit is what the reader needs; an empty branch harms nobody.
            if (!(error instanceof github_api/* GithubRefusal */.O))
                throw error;
        }
    }
}
function person({ name, mail }) {
    return { name, email: mail };
}
function mutationInput({ branch, files, message }, parent, repository) {
    const [headline = '', ...body] = message.split('\n');
    const base64 = (content) => Buffer.from(content).toString('base64');
    return {
        expectedHeadOid: parent,
        message: { headline, body: body.join('\n').trim() },
        fileChanges: {
            additions: files.flatMap(({ path, content }) => content ? [{ path, contents: base64(content) }] : []),
            deletions: files.flatMap(({ path, content }) => (content ? [] : [{ path }])),
        },
        branch: { repositoryNameWithOwner: repository, branchName: branch },
    };
}
const MOVED = /expectedHeadOid|expected branch to point|not a fast forward|reference (?:already exists|does not exist)|could not resolve to a ref\b/i;
const PROTECTED = /GH006|GH013|protected branch|rule violations?|through a pull request|required status/i;
// Where a branch may not even be made, the message alone is "Reference update failed".
const PROTECTED_PAGE = /\babout-(?:protected-branches|rulesets)\b/;
function hasMoved({ type, message }) {
    return type === 'STALE_DATA' || MOVED.test(message);
}
function whatItMeans({ refusal }, { branch }) {
    const { status, type, message, permissions, documentation } = refusal;
    if (hasMoved(refusal))
        return { kind: 'moved' };
    if (PROTECTED.test(message) || PROTECTED_PAGE.test(documentation)) {
        return { kind: 'protected', why: message };
    }
    // A rule of who may push, or a permission that the token lacks: a pull request shows which.
    if (status === 403 && permissions !== '') {
        const why = `${message}; GitHub wants ${permissions}`;
        return { kind: 'protected', why, denied: denied(refusal, branch) };
    }
    const isDenied = [401, 403, 404].includes(status) ||
        ['FORBIDDEN', 'INSUFFICIENT_SCOPES', 'NOT_FOUND'].includes(type);
    if (isDenied)
        throw denied(refusal, branch);
    const needs = permissions === '' ? '' : ` (it wants ${permissions})`;
    throw new errors/* ActionError */.lZ('COMMIT_PLACE', {
        what: `GitHub does not take the commit for ${branch}: ${message || status}${needs}`,
        fix: 'The commit that is checked out must be on GitHub (push it first), and the branch must exist or be free to make.',
    });
}
/** What a token lacks, with the lines to paste. */
function denied({ status, message, permissions }, branch) {
    const wanted = permissions === '' ? '' : `; GitHub wants ${permissions}`;
    return new errors/* ActionError */.lZ('COMMIT_DENIED', {
        what: `\`github-token\` may not write to ${branch}: ${message || status}${wanted}`,
        fix: status === 401
            ? 'The token is not valid (any more). Use `${{ github.token }}`, or make the token of your GitHub App in a step right before.'
            : 'Give the job what it needs, then run it again:\npermissions:\n  contents: write\n  pull-requests: write',
    });
}

// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(3916);
// EXTERNAL MODULE: ./platform/printable.js
var printable = __webpack_require__(9298);
// EXTERNAL MODULE: ./git/object-reader.js
var object_reader = __webpack_require__(6903);
// EXTERNAL MODULE: ./git/scratch.js
var scratch = __webpack_require__(5236);
;// CONCATENATED MODULE: ./git/new-commit.js
// Makes a commit out of objects alone: no work tree, no index, no ref is read or moved, no filter,
// hook or setting of the checkout is asked. Owns the exact bytes of a commit.







const new_commit_PLAIN_FILE = '100644';
/** What one call may hold; Windows takes no more than 32,767 in all. */
const MAX_ARGUMENT_CHARACTERS = 20_000;
/**
 * Writes the objects of a commit, and says its id.
 * @throws ActionError PATH_UNSAFE, INPUT_INVALID (names and mails), GIT_MISSING, WRITE_FAILED
 */
async function writeCommit(repository, draft) {
    const people = [line('author', draft), line('committer', draft)];
    for (const { path } of draft.changes) {
        const isOdd = path.split('/').some((part) => /^(?:|\.|\.\.|\.git)$/i.test(part));
        if (isOdd || path.includes('\0'))
            throw unsafe(path, 'git takes no such path');
    }
    return (0,scratch/* inScratch */.Q)(repository, async (scratch) => {
        const tree = await writeTree(scratch, draft);
        const parents = [...new Set(draft.parents)].map((parent) => `parent ${parent}\n`);
        const header = `tree ${tree}\n${parents.join('')}${people.join('')}`;
        // With a line end at its end, as git has it; without the NUL that git would refuse.
        const message = draft.message.replaceAll('\0', '').replace(/([^\n])$/, '$1\n');
        const signature = await draft.sign?.(Buffer.from(`${header}\n${message}`));
        const signed = signature === undefined ? '' : signatureHeader(signature, scratch);
        const commit = Buffer.from(`${header}${signed}\n${message}`);
        const args = ['hash-object', '-t', 'commit', '-w', '--stdin'];
        const id = (await (0,git_process/* mustGit */.gB)(scratch, args, { input: commit })).toString('latin1').trim();
        assertSame([id], [(0,committed_blobs/* objectId */.T)('commit', commit, scratch.idLength)]);
        return id;
    });
}
async function writeTree(scratch, { base, changes }) {
    const before = await entriesOnTheWay(scratch, base, changes);
    const changed = new Set(changes.map(({ path }) => path));
    for (const path of changed)
        refuseInTheWay(path, before, changed);
    const ids = await writeBlobs(scratch, changes.flatMap(({ content }) => content ?? []));
    const pending = ids.values();
    const lines = changes.map(({ path, content }) => content
        ? `${before.get(path)?.mode ?? new_commit_PLAIN_FILE} ${pending.next().value}\t${path}\0`
        : `0 ${'0'.repeat(scratch.idLength)}\t${path}\0`);
    await (0,git_process/* mustGit */.gB)(scratch, ['read-tree', '--end-of-options', base]);
    const input = Buffer.from(lines.join(''));
    await (0,git_process/* mustGit */.gB)(scratch, ['update-index', '-z', '--index-info'], { input });
    // A clone with `filter:` has not all blobs; ours were written right now.
    return (await (0,git_process/* mustGit */.gB)(scratch, ['write-tree', '--missing-ok'])).toString('latin1').trim();
}
/** What the commit has at the changed paths, and at the folders above them unless they are folders. */
async function entriesOnTheWay(scratch, commit, changes) {
    const entries = new Map();
    for (const paths of portions(changes.flatMap(({ path }) => [path, ...foldersAbove(path)]))) {
        const args = ['ls-tree', '-z', '--full-tree', '--end-of-options', commit, '--', ...paths];
        for (const [path, entry] of (0,object_reader/* parseTree */.c)(await (0,git_process/* mustGit */.gB)(scratch, args)))
            entries.set(path, entry);
    }
    return entries;
}
function foldersAbove(path) {
    const folder = (0,posix_.dirname)(path);
    return folder === '.' || folder === path ? [] : [folder, ...foldersAbove(folder)];
}
function portions(paths) {
    const found = [];
    let room = 0;
    for (const path of new Set(paths)) {
        if (path.length > room || found.length === 0) {
            found.push([]);
            room = MAX_ARGUMENT_CHARACTERS;
        }
        found.at(-1)?.push(path);
        room -= path.length + 1;
    }
    return found;
}
// git would put the new file in the place of a link, or of a whole folder, without a word.
function refuseInTheWay(path, before, changed) {
    const there = before.get(path);
    if (there && !there.mode.startsWith('100')) {
        throw unsafe(path, `the commit has ${kindOf(there)} there`);
    }
    for (const folder of foldersAbove(path)) {
        const above = before.get(folder);
        if (above && above.type !== 'tree')
            throw unsafe(path, `${folder} is ${kindOf(above)} in the commit`);
        if (changed.has(folder))
            throw unsafe(path, `${folder} changes too`);
    }
}
function kindOf({ mode }) {
    if (mode.startsWith('100'))
        return 'a file';
    if (mode === '040000')
        return 'a folder';
    return mode === '120000' ? 'a link' : 'a submodule';
}
function unsafe(path, why) {
    return new errors/* ActionError */.lZ('PATH_UNSAFE', {
        what: `${(0,printable/* printable */.g$)(path)} cannot be committed as a file: ${(0,printable/* printable */.g$)(why)}`,
        where: { file: path },
        fix: 'Remove what stands in the way from the repository, or choose another path.',
    });
}
/** One process for all of them; as they are, through no filter. */
async function writeBlobs(scratch, contents) {
    if (contents.length === 0)
        return [];
    const parts = contents.flatMap((content, index) => [
        Buffer.from(`blob\nmark :${index + 1}\ndata ${content.length}\n`),
        content,
        Buffer.from(`\nget-mark :${index + 1}\n`),
    ]);
    const input = Buffer.concat([...parts, Buffer.from('done\n')]);
    const output = await (0,git_process/* mustGit */.gB)(scratch, ['fast-import', '--quiet', '--done'], { input });
    const ids = output.toString('latin1').trim().split('\n');
    assertSame(ids, contents.map((content) => (0,committed_blobs/* objectId */.T)('blob', content, scratch.idLength)));
    return ids;
}
// A git that does something else than it was told must not end in a commit.
function assertSame(ids, expected) {
    if (ids.join() !== expected.join())
        throw new Error('git wrote other objects than it was given');
}
function line(role, draft) {
    const { name, mail } = draft[role];
    const seconds = Math.floor(draft.time.getTime() / 1000);
    return `${role} ${clean(role, name)} <${clean(role, mail)}> ${seconds} +0000\n`;
}
// git takes off the same characters from both ends: https://git-scm.com/docs/git-commit-tree
const CRUD = String.raw `[\0-\x20.,:;<>"\\']+`;
const CRUD_AROUND = new RegExp(`^${CRUD}|${CRUD}$`, 'g');
function clean(role, text) {
    const kept = text.replaceAll(CRUD_AROUND, '');
    if (kept !== '' && !/[\0-\x1f\x7f<>]/.test(text))
        return kept;
    throw new errors/* ActionError */.lZ('INPUT_INVALID', {
        what: `the ${role} of the commit cannot be written: name and mail must each be one line without < and >, and not empty`,
        fix: `Give it as \`Name <mail>\` in \`commit-${role}\`.`,
    });
}
// As a header, each further line of it is indented. https://git-scm.com/docs/gitformat-signature
function signatureHeader(signature, { idLength }) {
    const name = idLength === 64 ? 'gpgsig-sha256' : 'gpgsig';
    const lines = signature.replaceAll('\r\n', '\n').trimEnd().split('\n');
    return `${name} ${lines.join('\n ')}\n`;
}

;// CONCATENATED MODULE: ./git/git-lander.js


class GitLander {
    #options;
    constructor(options) {
        this.#options = options;
    }
    async land({ branch, expected, base, parents, files, message }) {
        const { repository, remote, author, committer, sign } = this.#options;
        const commit = await writeCommit(repository, {
            parents,
            base,
            changes: files,
            message,
            author,
            committer,
            time: new Date(),
            ...(sign && { sign }),
        });
        const pushed = await remote.push({ commit, branch, expected });
        if (pushed.kind !== 'landed')
            return pushed;
        return { kind: 'landed', commit, isVerified: await askVerified(this.#options.api, commit) };
    }
}

// EXTERNAL MODULE: ./git/origin.js
var origin = __webpack_require__(5790);
// EXTERNAL MODULE: ./git/remote.js + 2 modules
var git_remote = __webpack_require__(1946);
;// CONCATENATED MODULE: ./git/commit-place.js
// Where a commit goes and how it gets there: from the checkout, the event and the inputs to a
// CommitPlace, or an error that says what is missing.







/** Who GitHub's own runs commit as. */
const BOT = {
    name: 'github-actions[bot]',
    mail: '41898282+github-actions[bot]@users.noreply.github.com',
};
/** @throws ActionError COMMIT_PLACE, COMMIT_BRANCH_UNKNOWN, TOKEN_MISSING, SIGNING_KEY_INVALID */
async function openCommitPlace({ repository, target, from }, settings, workflow) {
    const [head, url] = await Promise.all([repository.head(), repository.originUrl()]);
    if (head === undefined) {
        (0,git_process/* throwIfMissing */.WM)(await (0,git_process/* runGit */.EO)(repository.place, ['version']));
        throw unusable('the checkout has no commit yet');
    }
    if (url === undefined)
        throw unusable('the checkout has no remote `origin`');
    const { serverUrl, apiUrl, graphqlUrl } = workflow;
    const { token } = settings;
    const name = (0,origin/* repositoryOn */.Y)(serverUrl, url);
    const api = name !== undefined && token
        ? new github_api/* GithubApi */.Q({ repository: name, apiUrl, graphqlUrl, token })
        : undefined;
    const remote = new git_remote.Remote(repository, { url, serverUrl, ...(token && { token }) });
    const lander = usesApi(settings, name)
        ? viaApi(api, repository, settings)
        : await viaGit({ repository, remote, api }, settings);
    const branch = await branchOf(repository, { head, workflow, target });
    return { repository, remote, lander, api, serverUrl, head: from ?? head, branch };
}
function usesApi({ method, token, signingKey }, name) {
    if (method !== 'auto') {
        if (method === 'api' && name === undefined) {
            throw unusable("`commit-method: api` is set, but `origin` is not on the workflow's GitHub");
        }
        return method === 'api';
    }
    return name !== undefined && token !== undefined && signingKey === undefined;
}
function viaApi(api, repository, { author, committer }) {
    if (api)
        return new GithubLander(api, { repository, author, committer });
    throw new errors/* ActionError */.lZ('TOKEN_MISSING', {
        what: '`commit-method: api` needs `github-token`, which is empty',
        fix: 'Leave `github-token` out (it is `${{ github.token }}` then), or give the token of your GitHub App.',
    });
}
async function viaGit(place, { author = BOT, committer = BOT, signingKey, signingPassphrase }) {
    if (!signingKey)
        return new GitLander({ ...place, author, committer, sign: undefined });
    const { openPgpSigner } = await __webpack_require__.e(/* import() */ 124).then(__webpack_require__.bind(__webpack_require__, 5743));
    const sign = await openPgpSigner(signingKey, signingPassphrase);
    return new GitLander({ ...place, author, committer, sign });
}
async function branchOf(repository, checkout) {
    const { head, workflow, target } = checkout;
    const branch = await repository.branch();
    if (branch !== undefined)
        return branch;
    const [, ofEvent] = /^refs\/heads\/(.+)$/.exec(workflow.ref) ?? [];
    // `ref: ${{ github.sha }}` detaches HEAD although it is the tip of the event's branch.
    if (ofEvent !== undefined && head === workflow.sha)
        return ofEvent;
    if (target.mode === 'branch' && target.branch !== undefined)
        return '';
    throw new errors/* ActionError */.lZ('COMMIT_BRANCH_UNKNOWN', {
        what: `no branch is checked out (${whatInstead(workflow)}), so there is none to commit to`,
        fix: 'Check out a branch: `ref: ${{ github.head_ref || github.ref_name }}` for actions/checkout. For a direct commit, `commit-branch` can name it instead.',
    });
}
function whatInstead({ ref }) {
    if (ref.startsWith('refs/pull/'))
        return 'the run is about the merge of a pull request';
    if (ref.startsWith('refs/tags/'))
        return 'the run is about a tag';
    return 'HEAD is detached, as in a submodule or after a checkout of a commit';
}
function unusable(why) {
    return new errors/* ActionError */.lZ('COMMIT_PLACE', {
        what: `nothing can be committed: ${why}`,
        fix: 'Run actions/checkout before this step, or set `commit: none`.',
    });
}

// EXTERNAL MODULE: ./git/commit-tree.js
var commit_tree = __webpack_require__(8678);
// EXTERNAL MODULE: ./git/repository.js
var repository = __webpack_require__(5884);
// EXTERNAL MODULE: ./kanuka/edits.js
var kanuka_edits = __webpack_require__(1146);
// EXTERNAL MODULE: ./kanuka/layout.js
var layout = __webpack_require__(7173);
// EXTERNAL MODULE: ./kanuka/store.js
var store = __webpack_require__(2318);
// EXTERNAL MODULE: ./platform/tree.js
var platform_tree = __webpack_require__(4469);
// EXTERNAL MODULE: ./commands/apply-edits.js + 1 modules
var apply_edits = __webpack_require__(7822);
// EXTERNAL MODULE: ./commands/each-store.js
var each_store = __webpack_require__(9483);
;// CONCATENATED MODULE: ./commands/commit-stores.js
// Commits changes of stores and then writes them to disk: the remote first, the checkout second. For
// every command that changes stores. Each store is read from the commit that its change is made on,
// so that a branch that moved meanwhile is read again and never merged.












/**
 * One commit of all stores that can be changed; a store that cannot is a failure of its own.
 * @param stores as they lie on disk, each through a RecordingTree
 * @throws ActionError, when nothing at all could be committed
 */
async function commitStores(stores, run) {
    const { inputs, deps } = run;
    const repository = commonRepository(deps.workflow.workspace.real, stores);
    const target = targetOf(stores, run);
    const from = run.earlier?.commit;
    const place = await openCommitPlace({ repository, target, from }, inputs.commit, deps.workflow);
    await haveEarlier(place, run);
    const clean = await (0,each_store/* eachStore */.P)(stores, (store) => cleanStore(store, place, run));
    let work = { ...NOTHING, failures: clean.failures, results: [] };
    const prepare = async (commit) => {
        work = await changeAll(clean, { place, commit, run });
        if (work.files.length === 0)
            return undefined;
        run.beforeCommit?.();
        return work;
    };
    if (inputs.dryRun) {
        await prepare(place.head);
        return { ...work, committed: undefined };
    }
    const committed = await commitBack(place, target, prepare);
    const written = committed ? await writeAll(clean.results, work, { place, run }) : [];
    return { results: work.results, failures: [...work.failures, ...written], committed };
}
/** GitHub makes a commit at its own place: its objects are not here yet. */
async function haveEarlier({ repository, remote }, { earlier }) {
    if (!earlier || (await repository.commitOf(earlier.commit)) !== undefined)
        return;
    await remote.fetch(earlier.branch);
}
const NOTHING = { files: [], message: '', pullRequest: { title: '', body: '' } };
function commonRepository(workspace, stores) {
    const found = stores.map((store) => (0,repository/* findRepository */.W)(workspace, store.root));
    const [first] = found;
    if (first && found.every((each) => each?.workTree === first.workTree))
        return first;
    throw new errors/* ActionError */.lZ('COMMIT_PLACE', {
        what: first
            ? 'the stores lie in several git repositories, which one step cannot commit to'
            : 'the store is in no git checkout, so nothing can be committed',
        fix: first
            ? 'Use one step for each repository.'
            : 'Run actions/checkout before this step, or set `commit: none`.',
    });
}
function targetOf(stores, { inputs, command, earlier }) {
    const { labels } = inputs.commit;
    // Where the branch took no commit before, it will not take this one either.
    const isRefused = inputs.commit.mode === 'branch' && earlier?.proposedFrom !== undefined;
    const { mode, branch } = isRefused
        ? { mode: 'pull-request', branch: undefined }
        : inputs.commit;
    const [first, second] = stores;
    // A workflow with a job for each store must not have them replace each other's proposals.
    const part = first && !second && first.path !== '.' ? `-${slug(first.path)}` : '';
    return { mode: mode === 'none' ? 'branch' : mode, branch, labels, topic: command + part };
}
function slug(path) {
    // What a branch name is not to hold must not make two stores one.
    const isWhole = /^[\w ./-]+$/.test(path);
    const rest = isWhole ? '' : `-${(0,external_node_crypto_.createHash)('sha256').update(path).digest('hex').slice(0, 8)}`;
    return (path + rest).replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
}
/** The store as the checked-out commit has it. @throws ActionError STORE_DIRTY when the disk differs */
async function cleanStore(store, place, run) {
    const committed = await storeAt(store.root, place, { commit: place.head, run });
    const dirty = (0,kanuka_edits/* differingFiles */.Ys)(store, committed);
    if (dirty.length === 0)
        return store;
    const shown = dirty.slice(0, 10).map((path) => store.shown(path));
    throw new errors/* ActionError */.lZ('STORE_DIRTY', {
        what: `${store.title} has changes that are not committed: ${shown.join(', ')}${dirty.length > 10 ? ', …' : ''}`,
        where: { file: shown[0] ?? store.path },
        fix: 'Commit or undo them (`git status`) before this step: only what git knows can be rotated and committed.',
    });
}
async function storeAt(root, { repository }, { commit, run }) {
    const folder = repository.relative(root);
    const tree = await (0,commit_tree.readCommitTree)(repository, commit, {
        folder: folder === '.' ? '' : folder,
        isWanted: layout/* mayBelongToStore */.fp,
    });
    const read = run.read?.bind(run) ?? store/* readStore */.u;
    return read(run.deps.workflow.workspace.real, root, new platform_tree/* RecordingTree */.q_(tree));
}
async function changeAll(clean, { place, commit, run }) {
    const { repository, remote } = place;
    const { results, failures } = await (0,each_store/* eachStore */.P)(clean.results, async ({ root }) => run.change(await storeAt(root, place, { commit, run }), { repository, commit, remote }));
    const changed = results.filter(({ edits }) => edits.length > 0);
    const files = changed.flatMap(({ store, edits }) => edits.map(({ path, after }) => ({
        path: repository.relative(`${store.root}/${path}`),
        content: after,
    })));
    const wording = changed.length === 0 ? NOTHING : run.describe(changed);
    return { ...wording, files, results, failures: [...clean.failures, ...failures] };
}
/** The checkout follows the commit; what cannot is named, and the commit stands. */
async function writeAll(onDisk, { results }, { place, run }) {
    const changed = results.filter(({ edits }) => edits.length > 0);
    const { failures } = await (0,each_store/* eachStore */.P)(changed, async ({ store, edits }) => {
        const disk = onDisk.find(({ root }) => root === store.root);
        if (!disk)
            throw new TypeError('a store that was not read');
        await (0,apply_edits/* applyEdits */.c)(run.deps, disk, {
            edits: (0,kanuka_edits/* editsTowards */.yt)(disk, store, edits),
            head: await place.repository.head(),
        });
    });
    return failures.map(({ code, what, where, fix }) => new errors/* ActionError */.lZ(code, {
        what: `${what}. The commit has landed; only this checkout still has the old files`,
        where,
        fix,
    }));
}


/***/ }),

/***/ 4135:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  k: () => (/* binding */ refuseFiltered),
  T: () => (/* binding */ rotateStore)
});

// EXTERNAL MODULE: ./errors.js
var errors = __webpack_require__(5650);
// EXTERNAL MODULE: ./kanuka/access.js
var kanuka_access = __webpack_require__(9686);
// EXTERNAL MODULE: ./kanuka/layout.js
var layout = __webpack_require__(7173);
// EXTERNAL MODULE: ./kanuka/open-store.js
var open_store = __webpack_require__(9003);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./platform/files.js
var platform_files = __webpack_require__(1250);
// EXTERNAL MODULE: ./kanuka/edits.js
var edits = __webpack_require__(1146);
// EXTERNAL MODULE: ./kanuka/secretbox.js
var secretbox = __webpack_require__(5866);
;// CONCATENATED MODULE: ./kanuka/rotation.js
// A rotation: a new symmetric key, wrapped for everybody who is to have access, and every secret file
// sealed again with it. A pure function from an opened store to edits in memory (but for the random
// bytes); nothing is written here.






/**
 * The edits that rotate the store, proven: the own wrapped key opens every new file to what the old
 * one held.
 * @throws ActionError PUBLIC_KEY_INVALID, CONFIG_INVALID, FILE_DAMAGED, FILE_UNREADABLE
 */
async function rotate(request) {
    const key = (0,external_node_crypto_.randomBytes)(layout/* SYMMETRIC_KEY_LENGTH */.z7);
    try {
        const wrapped = wrapForAll(request, key);
        const sealed = await sealAll(request.opened, key);
        await prove(request, [...wrapped, ...sealed]);
        return [...wrapped, ...sealed, ...removals(request), ...(await documents(request))];
    }
    finally {
        key.fill(0);
    }
}
function wrapForAll({ opened, access }, key) {
    return access.recipients.map((member) => ({
        path: (0,layout/* wrappedKeyPath */.y$)(member.uuid),
        after: wrap(opened.store, member, key),
    }));
}
function wrap(store, member, key) {
    try {
        const { publicKey } = member;
        if (!publicKey)
            throw new TypeError('no public key');
        return (0,external_node_crypto_.publicEncrypt)({ key: publicKey, padding: external_node_crypto_.constants.RSA_PKCS1_PADDING }, key);
    }
    catch {
        // What OpenSSL finds too odd to compute with: an even modulus, for one.
        const file = store.shown((0,layout/* publicKeyPath */.GK)(member.uuid));
        throw new errors/* ActionError */.lZ('PUBLIC_KEY_INVALID', {
            what: `nothing can be encrypted for the public key in ${file}`,
            where: { file },
            fix: `Restore the file from git history, let the member register again, or add \`${member.uuid}\` to \`revoke\`.`,
        });
    }
}
async function sealAll({ files }, key) {
    const edits = [];
    for (const { path, plaintext } of files) {
        edits.push({ path, after: (0,secretbox/* sealSecretbox */.N)(plaintext.reveal(), key) });
        await (0,platform_files/* breathe */.q7)();
    }
    return edits;
}
// The last look before anything leaves memory: a store that nobody can open is worse than an old one.
async function prove({ opened, privateKey, access }, edits) {
    const after = new Map(edits.map((edit) => [edit.path, edit.after]));
    const areWhole = access.recipients.every(({ uuid, publicKey }) => after.get((0,layout/* wrappedKeyPath */.y$)(uuid))?.length === (publicKey ? modulusBytes(publicKey) : 0));
    const own = after.get((0,layout/* wrappedKeyPath */.y$)(opened.member.uuid));
    const padding = external_node_crypto_.constants.RSA_PKCS1_PADDING;
    const key = own && (0,external_node_crypto_.privateDecrypt)({ key: privateKey.key, padding }, own);
    let isProven = areWhole && key?.length === layout/* SYMMETRIC_KEY_LENGTH */.z7;
    for (const { path, plaintext } of opened.files) {
        isProven &&= key !== undefined && opensTo(after.get(path), key, plaintext.reveal());
        await (0,platform_files/* breathe */.q7)();
    }
    key?.fill(0);
    if (!isProven)
        throw new TypeError('the rotation does not open what it was made from');
}
function opensTo(sealed, key, expected) {
    const opened = sealed && (0,secretbox/* openSecretbox */.i)(sealed, key);
    return opened?.length === expected.length && (0,external_node_crypto_.timingSafeEqual)(opened, expected);
}
function modulusBytes(key) {
    return Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
}
function removals({ opened, access }) {
    const hasAccess = (state) => state !== 'pending';
    const gone = (path) => ({ path, after: undefined });
    const revoked = access.revoked.map(({ member }) => member);
    return [
        ...[...revoked, ...access.orphans]
            .filter(({ state }) => hasAccess(state))
            .map(({ uuid }) => gone((0,layout/* wrappedKeyPath */.y$)(uuid))),
        ...revoked
            .map(({ uuid }) => (0,layout/* publicKeyPath */.GK)(uuid))
            .filter((path) => (0,edits/* bytesAt */.L1)(opened.store, path, layout/* MAX_KEY_FILE_BYTES */.Qn) !== undefined)
            .map(gone),
    ];
}
async function documents(request) {
    const { store } = request.opened;
    const [config, { withLogLines }] = await Promise.all([
        withoutRevoked(request),
        __webpack_require__.e(/* import() */ 566).then(__webpack_require__.bind(__webpack_require__, 4566)),
    ]);
    return [...config, withLogLines(store, auditEntries(request))];
}
async function withoutRevoked({ opened, access }) {
    const { store } = opened;
    const uuids = new Set(access.revoked.map(({ member }) => member.uuid));
    if (uuids.size === 0)
        return [];
    const { withoutMembers } = await Promise.all(/* import() */[__webpack_require__.e(187), __webpack_require__.e(354)]).then(__webpack_require__.bind(__webpack_require__, 2354));
    const before = (0,edits/* bytesAt */.L1)(store, layout/* CONFIG_FILE */.g2, layout/* MAX_CONFIG_BYTES */.GW);
    const after = before && withoutMembers(before, uuids, store.shown(layout/* CONFIG_FILE */.g2));
    return after ? [{ path: layout/* CONFIG_FILE */.g2, after }] : [];
}
// As Kanuka logs it: a revocation has its own line and no line for the rotation that it brings.
function auditEntries({ opened, access, now }) {
    const { member, files } = opened;
    const who = { time: now, user: member.email ?? '', uuid: member.uuid };
    if (access.revoked.length === 0) {
        const counts = { usersCount: access.recipients.length, filesCount: files.length };
        return [{ ...who, op: 'sync', ...counts }];
    }
    return access.revoked.map(({ member: { uuid, email = '', device = '' }, isDevice }) => ({
        ...who,
        op: 'revoke',
        targetUser: isDevice && device !== '' ? `${email} (${device})` : email,
        targetUuid: uuid,
        ...(isDevice && { device }),
    }));
}

;// CONCATENATED MODULE: ./commands/rotate-store.js
// One store through a rotation, up to the edits in memory: is it due, who gets the key, is everything
// in order. Where the store is read from (disk or a commit) and where the edits go is the caller's.





/** @throws ActionError, ActionErrors: whatever stands in the way; nothing was changed */
async function rotateStore(store, context) {
    const { inputs, deps, privateKey, history, now } = context;
    const young = await youngerThanAsked(store, context);
    if (young)
        return { store, edits: [], rotatedAt: young };
    if (history)
        await refuseFiltered(store, store.secretFiles, history);
    const opened = await (0,open_store/* openStore */.C)(store, privateKey, store.secretFiles);
    deps.debug(`${store.title} at ${store.path}: ${opened.files.length} files opened`);
    const changes = history
        ? await (await __webpack_require__.e(/* import() */ 799).then(__webpack_require__.bind(__webpack_require__, 4180))).memberChanges(store, opened.member, history)
        : { replaced: new Set(), recent: new Set() };
    const { grant, revoke } = inputs;
    const access = (0,kanuka_access/* decideAccess */.Jp)(store, opened.member, { grant, revoke, ...changes });
    deps.debug(`${store.title}: ${access.recipients.length} members get the new key`);
    // A dry run computes all of it too: it must not promise what a real run then refuses.
    const edits = await rotate({ opened, access, privateKey, now });
    deps.debug(`${store.title}: ${edits.length} files to write`);
    return {
        store,
        opened,
        access,
        edits: inputs.dryRun ? [] : edits,
        isHistoryChecked: history !== undefined,
    };
}
/** When the key was made, if that is less long ago than `rotate-after` says. */
async function youngerThanAsked(store, { inputs, history, now }) {
    // Whoever is named is not kept waiting.
    if (inputs.rotateAfter === undefined || (0,kanuka_access/* isChangeAsked */.Lk)(store, inputs))
        return undefined;
    const read = store.tree.read(layout/* AUDIT_FILE */.v2, layout/* MAX_AUDIT_BYTES */.rX);
    const { keyMadeAt } = await __webpack_require__.e(/* import() */ 623).then(__webpack_require__.bind(__webpack_require__, 7623));
    const logged = keyMadeAt('bytes' in read ? read.bytes : undefined, now);
    const isYoung = (date) => now.getTime() - date.getTime() < (inputs.rotateAfter ?? 0);
    if (logged && !isYoung(logged))
        return undefined;
    // Whoever may commit can write a line into the log; the older of the two counts.
    const seen = history && (await (await __webpack_require__.e(/* import() */ 799).then(__webpack_require__.bind(__webpack_require__, 4180))).rotatedAt(store, history));
    const dates = [logged, seen].filter((date) => date !== undefined);
    const oldest = dates.toSorted((a, b) => a.getTime() - b.getTime())[0];
    return oldest && isYoung(oldest) ? oldest : undefined;
}
/**
 * git would commit a pointer to the file instead of the file.
 * @throws ActionError LFS_FILTER
 */
async function refuseFiltered(store, secretFiles, { repository }) {
    const folder = repository.relative(store.root);
    const prefix = folder === '.' ? '' : `${folder}/`;
    const paths = secretFiles.map((path) => prefix + path);
    const filters = await repository.attribute('filter', paths);
    const filtered = secretFiles.find((path) => filters?.get(prefix + path) === 'lfs');
    if (filtered === undefined)
        return;
    const file = store.shown(filtered);
    throw new errors/* ActionError */.lZ('LFS_FILTER', {
        what: `${file} is under Git LFS by the attributes of the repository`,
        where: { file },
        fix: 'Kanuka files are small and must lie in git itself: take them out with `*.kanuka -filter -diff -merge -text` at the end of .gitattributes, then commit them again.',
    });
}


/***/ }),

/***/ 6860:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ wordingOf),
/* harmony export */   p: () => (/* binding */ plain)
/* harmony export */ });
/* harmony import */ var _kanuka_access_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9686);
/* harmony import */ var _kanuka_public_key_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3836);
/* harmony import */ var _platform_printable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9298);



/** GitHub takes 65,536 characters. */
const MAX_ITEMS = 150;
function wordingOf(stores, inputs) {
    const headline = inputs.commit.message ?? headlineOf(stores);
    return {
        message: `${headline}\n\n${stores.map(paragraph).join('\n\n')}`,
        pullRequest: {
            title: inputs.commit.title ?? headline.split('\n')[0] ?? '',
            body: [inputs.commit.body ?? '', INTRODUCTION, ...stores.map(storeMarkdown), AFTERWARDS]
                .filter((part) => part !== '')
                .join('\n\n'),
        },
    };
}
/** `5 members hold the new key, 8 files were re-encrypted` */
function countsOf({ access, opened }) {
    return `${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(access.recipients.length, 'member')} with the new key, ${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(opened.files.length, 'file')} re-encrypted`;
}
function headlineOf(stores) {
    const [first] = stores;
    if (!first)
        return '';
    const isRevocation = stores.some(({ access }) => access.revoked.length > 0);
    const what = isRevocation ? 'Revoke access and rotate the Kanuka key' : 'Rotate the Kanuka key';
    const of = stores.length === 1 ? plain(first.store.title) : (0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(stores.length, 'store');
    return `${what} of ${of}`;
}
function paragraph(rotated) {
    const { access, store } = rotated;
    const list = (title, members, fingerprint) => members.map((member) => {
        const key = fingerprint && member.publicKey ? `, key ${(0,_kanuka_public_key_js__WEBPACK_IMPORTED_MODULE_1__/* .fingerprintOf */ .a)(member.publicKey)}` : '';
        return `${title}: ${plain((0,_kanuka_access_js__WEBPACK_IMPORTED_MODULE_0__/* .describeMember */ .w8)(member))}${key}`;
    });
    return [
        `${plain(store.title)} (${plain(store.path)}): ${countsOf(rotated)}.`,
        ...list('Let in', access.newcomers, true),
        ...list('Since the last rotation', access.firstTimers, true),
        ...list('Removed', access.revoked.map(({ member }) => member), false),
        ...list('Orphaned key removed', access.orphans, false),
    ].join('\n');
}
/** Plain text in which `#12` and `@name` mean nothing to GitHub. */
function plain(text) {
    return (0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .cell */ .Hn)(text)
        .replaceAll('#', '♯')
        .replaceAll(/(^|[^\w.+-])@/g, '$1(at)');
}
const INTRODUCTION = 'Every secret file below is encrypted with a new symmetric key, which only the listed members can unwrap. The values themselves did not change.';
const AFTERWARDS = 'Merge this as it is: a merge with another rotation mixes keys. Git history stays readable with the old key; after a leak, change the values too.';
function storeMarkdown(rotated) {
    const { store, access, opened } = rotated;
    const newcomers = new Set(access.newcomers);
    const firstTimers = new Set(access.firstTimers);
    const stateOf = (member) => {
        if (newcomers.has(member))
            return '**let in**';
        return firstTimers.has(member) ? '**since the last rotation**' : '';
    };
    const members = [
        ...access.recipients.map((member) => line(member, stateOf(member))),
        ...access.revoked.map(({ member }) => line(member, '**removed**')),
        ...access.orphans.map((member) => line(member, 'orphaned key removed')),
    ];
    const files = opened.files.map(({ path }) => `- ${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .markdownCode */ .D9)(store.shown(path))}`);
    return [
        `### ${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .markdownText */ .p7)(store.title)}: ${countsOf(rotated)}`,
        capped(members),
        `<details><summary>${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(files.length, 'file')}</summary>\n\n${capped(files)}\n\n</details>`,
    ].join('\n\n');
}
function line(member, what) {
    const key = /let in|since/.test(what) && member.publicKey ? ` ${(0,_kanuka_public_key_js__WEBPACK_IMPORTED_MODULE_1__/* .fingerprintOf */ .a)(member.publicKey)}` : '';
    return `- ${(0,_platform_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .markdownCode */ .D9)((0,_kanuka_access_js__WEBPACK_IMPORTED_MODULE_0__/* .describeMember */ .w8)(member))}${what === '' ? '' : `: ${what}${key}`}`;
}
function capped(lines) {
    const rest = lines.length - MAX_ITEMS;
    return [...lines.slice(0, MAX_ITEMS), ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n');
}


/***/ }),

/***/ 8678:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readCommitTree: () => (/* binding */ readCommitTree)
/* harmony export */ });
/* harmony import */ var _platform_tree_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4469);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5650);


/** @throws ActionError HISTORY_MISSING when git does not have all of it */
async function readCommitTree(repository, commit, { folder, isWanted }) {
    const prefix = folder === '' ? '' : `${folder}/`;
    const kinds = new Map();
    const ids = new Map();
    for (const [full, { mode, id }] of await repository.treeEntries(commit, prefix)) {
        if (!full.startsWith(prefix))
            continue;
        const path = full.slice(prefix.length);
        const kind = kindOf(mode);
        kinds.set(path, kind);
        if (kind === 'file' && isWanted(path))
            ids.set(path, id);
    }
    const blobs = await repository.blobs(ids.values());
    if (!blobs)
        throw incomplete(commit);
    const folders = (0,_platform_tree_js__WEBPACK_IMPORTED_MODULE_0__/* .foldersOf */ .pd)(kinds);
    return {
        entries: (path) => folders.get(path) ?? (path === '' ? [] : undefined),
        read: (path, limit) => readFrom(blobs.get(ids.get(path) ?? ''), { limit, kind: kinds.get(path) }),
    };
}
function readFrom(bytes, { limit, kind }) {
    if (!bytes)
        return { failure: kind === undefined ? 'absent' : 'no regular file' };
    return bytes.length > limit ? { failure: 'too large', size: bytes.length } : { bytes };
}
function kindOf(mode) {
    if (mode.startsWith('100'))
        return 'file';
    return mode === '120000' ? 'link' : 'other';
}
function incomplete(commit) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('HISTORY_MISSING', {
        what: `git does not have all files of ${commit}`,
        fix: 'Use actions/checkout without `filter:` and `sparse-checkout:`, or let them include `.kanuka/` and the secret files.',
    });
}


/***/ }),

/***/ 1146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ft: () => (/* binding */ isSame),
/* harmony export */   L1: () => (/* binding */ bytesAt),
/* harmony export */   Ys: () => (/* binding */ differingFiles),
/* harmony export */   Zk: () => (/* binding */ differingPaths),
/* harmony export */   yt: () => (/* binding */ editsTowards),
/* harmony export */   z7: () => (/* binding */ changesFor)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7173);
// Edits of a store: what is to become of which file. Also which files make up a store, whether two
// trees hold the same store, and what an edit means for the files that lie on disk.


/** Which paths a store can have: configuration, log, keys, secret files. */
function filesOf({ members, secretFiles }) {
    return [
        _layout_js__WEBPACK_IMPORTED_MODULE_1__/* .CONFIG_FILE */ .g2,
        _layout_js__WEBPACK_IMPORTED_MODULE_1__/* .AUDIT_FILE */ .v2,
        ...members.flatMap(({ uuid }) => [(0,_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .publicKeyPath */ .GK)(uuid), (0,_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .wrappedKeyPath */ .y$)(uuid)]),
        ...secretFiles,
    ];
}
/** Files of the store that differ between two states of it. */
function differingFiles(one, other) {
    return differingPaths(one, other, new Set([...filesOf(one), ...filesOf(other)]));
}
/** Those of the paths whose files differ between two states of a store. */
function differingPaths(one, other, paths) {
    return [...paths].filter((path) => !isSame(path, bytesAt(one, path), bytesAt(other, path)));
}
/** What makes the store on disk the one that `target` is after `edits`. */
function editsTowards(disk, target, edits) {
    const edited = new Map(edits.map(({ path, after }) => [path, after]));
    const paths = new Set([...filesOf(disk), ...filesOf(target), ...edited.keys()]);
    return [...paths].flatMap((path) => {
        const after = edited.has(path) ? edited.get(path) : bytesAt(target, path);
        return isSame(path, bytesAt(disk, path), after) ? [] : [{ path, after }];
    });
}
/** The edits with what the files hold now; what was read once is not read again. */
function changesFor(files, edits) {
    return edits.map(({ path, after }) => {
        if (!files.tree.digests.has(path))
            bytesAt(files, path);
        return { path, before: files.tree.digests.get(path), after };
    });
}
/**
 * What a file of the store holds; undefined: there is none.
 * @throws ActionError FILE_UNREADABLE
 */
function bytesAt({ tree, shown }, path, limit = _layout_js__WEBPACK_IMPORTED_MODULE_1__/* .MAX_SECRET_FILE_BYTES */ .J4) {
    const read = tree.read(path, limit);
    if ('bytes' in read)
        return read.bytes;
    if (read.failure === 'absent')
        return undefined;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('FILE_UNREADABLE', {
        what: `${shown(path)} cannot be read: ${read.failure}`,
        where: { file: shown(path) },
        fix: 'It must be a regular file that the runner may read: restore it from git history.',
    });
}
/** Whether a file holds the same twice; git may have given text files other line ends at checkout. */
function isSame(path, one, other) {
    if (!one || !other)
        return one === other;
    if (Buffer.compare(one, other) === 0)
        return true;
    const isText = path === _layout_js__WEBPACK_IMPORTED_MODULE_1__/* .CONFIG_FILE */ .g2 || path === _layout_js__WEBPACK_IMPORTED_MODULE_1__/* .AUDIT_FILE */ .v2 || path.endsWith(_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .PUBLIC_KEY_SUFFIX */ .YL);
    return isText && withoutCarriageReturns(one) === withoutCarriageReturns(other);
}
function withoutCarriageReturns(bytes) {
    return Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n');
}


/***/ })

};
