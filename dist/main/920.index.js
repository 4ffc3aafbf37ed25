export const id = 920;
export const ids = [920];
export const modules = {

/***/ 7920:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  lookForDrift: () => (/* binding */ lookForDrift)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./push/plan.js
var plan = __webpack_require__(4923);
// EXTERNAL MODULE: ./platform/printable.js
var printable = __webpack_require__(9298);
// EXTERNAL MODULE: ./check/finding.js
var finding = __webpack_require__(4847);
// EXTERNAL MODULE: ./check/names.js
var check_names = __webpack_require__(5714);
;// CONCATENATED MODULE: ./check/drift.js
// DESTINATION_DRIFT: from the plan of a push that is not carried out to one finding a destination. Names
// of items only where they may be seen; never a value.




const KINDS = [
    ['missing', ({ kind }) => kind === 'create'],
    ['out of date', ({ kind }) => kind === 'update'],
    ['changed there since', ({ kind }) => kind === 'drifted'],
    [
        'no longer in the source',
        ({ kind, why }) => kind === 'delete' || (kind === 'skip' && why === plan/* DELETION_REFUSED */.SA),
    ],
    ['taken by somebody else', ({ kind }) => kind === 'foreign'],
];
/** undefined: a push would change nothing there. */
function driftFinding({ counts: { destination }, items }, { namesVisible, ...place }) {
    const parts = KINDS.flatMap(([what, is]) => {
        const names = items.filter(is).map(({ name }) => name);
        if (names.length === 0)
            return [];
        const which = namesVisible ? ` (${(0,check_names/* namesOf */.e)(names, true)})` : '';
        return [`${names.length} ${what}${which}`];
    });
    if (parts.length === 0)
        return undefined;
    return (0,finding/* finding */.g)('DESTINATION_DRIFT', {
        ...place,
        message: `The destination ${destination} differs from what a push would leave there: ${parts.join(', ')}`,
        fix: 'Run `push` with `dry-run: true` to see its plan, find out who changed what is there, and push.',
    });
}
/** What the plan does not compare, because somebody pushed later. */
function laterNote({ counts, items }) {
    const later = items.filter(({ why }) => why === plan/* LATER_COMMIT */.ZF);
    if (later.length === 0)
        return undefined;
    return `The destination ${counts.destination} has what a later commit pushed: ${(0,printable/* count */.U9)(later.length, 'item')} there differing from this commit ${later.length === 1 ? 'is' : 'are'} no drift`;
}

// EXTERNAL MODULE: ./errors.js
var errors = __webpack_require__(5650);
// EXTERNAL MODULE: ./git/committed-blobs.js
var committed_blobs = __webpack_require__(7417);
// EXTERNAL MODULE: ./kanuka/layout.js
var layout = __webpack_require__(7173);
// EXTERNAL MODULE: ./kanuka/secret-files.js
var secret_files = __webpack_require__(1569);
// EXTERNAL MODULE: ./platform/files.js
var files = __webpack_require__(1250);
// EXTERNAL MODULE: ./platform/trust.js
var trust = __webpack_require__(4443);
// EXTERNAL MODULE: ./push/apply.js + 1 modules
var apply = __webpack_require__(9794);
// EXTERNAL MODULE: ./push/deadline.js
var push_deadline = __webpack_require__(8316);
// EXTERNAL MODULE: ./commands/later-commits.js
var later_commits = __webpack_require__(77);
// EXTERNAL MODULE: ./commands/masks.js
var masks = __webpack_require__(5405);
// EXTERNAL MODULE: ./commands/push-config.js + 10 modules
var push_config = __webpack_require__(334);
// EXTERNAL MODULE: ./commands/push-targets.js + 4 modules
var push_targets = __webpack_require__(7568);
;// CONCATENATED MODULE: ./commands/check-drift.js
// The part of a check that asks destinations: what a push of the head would change there. It plans a push
// and never carries it out. A destination that cannot be asked is an error beside the findings.















/** A check has little time: whoever waits for it waits for a pull request. */
const LIMIT_MS = 10 * 60_000;
const GRACE_MS = 4000;
/** Never throws for what is configured, nor for what destinations answer. */
async function lookForDrift(context, run, keys) {
    const why = whyUnproven(context, run);
    if (why !== undefined) {
        const text = `Whether destinations drifted was not looked at: ${why}`;
        return { findings: [], notes: [text], failures: [] };
    }
    try {
        return await compare(context, run, keys);
    }
    catch (error) {
        if (!(error instanceof errors/* ActionError */.lZ || error instanceof errors/* ActionErrors */.o9))
            throw error;
        return { findings: [], notes: [], failures: (0,errors/* toActionErrors */.vb)(error) };
    }
}
// The file on disk says which hosts get the job's sign-in. Where outsiders may have chosen what lies there,
// it must be the one of the commit that was proven.
function whyUnproven({ head }, { inputs, deps, place }) {
    const { destinationsFile } = inputs.push;
    if (destinationsFile === undefined || !(0,trust/* needsProof */.cp)(deps.workflow))
        return undefined;
    const id = head.files.get(place.destinationsFile ?? '')?.id;
    const read = (0,files/* readRegularFile */.XF)((0,external_node_path_.resolve)(deps.workflow.workspace.real, destinationsFile), push_config/* MAX_FILE_BYTES */.g);
    const isProven = id !== undefined && 'bytes' in read && (0,committed_blobs/* objectId */.T)('blob', read.bytes, id.length) === id;
    return isProven ? undefined : '`destinations-file` differs from the commit, or is not in it';
}
async function compare(context, run, keys) {
    const { inputs, deps } = run;
    const { destinations, secrets } = await (0,push_config.readConfigured)(inputs, deps.workflow);
    const { fingerprintKey } = inputs.push;
    (0,masks/* maskCredentials */.Bs)([...secrets, fingerprintKey], deps);
    const ofThis = await (0,push_targets/* ofBranch */.Ge)(destinations, deps.workflow.refName);
    const stores = await wholeStores(keys.stores, run);
    const wanted = ofThis.filter(({ entry }) => mayBeOf(entry.store, stores, keys.stores.length));
    const deadline = (0,push_deadline/* startDeadline */.d)({ limitMs: LIMIT_MS, graceMs: GRACE_MS });
    try {
        const keyMaterial = fingerprintKey ? { fingerprintKey } : { privateKey: keys.privateKey.key };
        const targets = await (0,push_targets/* targetsOf */.QR)(wanted, { inputs, deps, keyMaterial, stores, deadline });
        const { commit } = context.head;
        const later = await later_commits/* LaterCommits */.r.than(commit, run.place.repository, {
            inputs,
            workflow: deps.workflow,
        });
        const result = await (0,apply/* push */.V)(targets, {
            commit,
            isDryRun: true,
            stop: deadline.stop,
            cut: deadline.cut,
            laterThanOurs: async (commits) => later.among(commits),
        });
        const warnings = [...result.warnings, ...later.warnings];
        const told = describe({ ...result, warnings }, wanted, run);
        const left = leftOut(destinations.length - ofThis.length, ofThis.length - wanted.length);
        return { ...told, notes: [...left, ...told.notes] };
    }
    finally {
        deadline.close();
    }
}
function leftOut(ofBranches, ofStores) {
    const told = (amount, why) => amount === 0 ? [] : [`Not looked at for drift: ${(0,printable/* count */.U9)(amount, 'destination')} ${why}`];
    return [
        ...told(ofBranches, 'for other branches'),
        ...told(ofStores, 'of a store that was not opened as a whole'),
    ];
}
/** Those of which every selected file was opened: of half a store, the plan would be a wrong one. */
async function wholeStores(stores, { inputs, place }) {
    const whole = [];
    for (const { store, head, findings } of stores) {
        if (store.config.kind !== 'valid' || findings.length > 0)
            continue;
        const { paths } = await (0,secret_files/* selectFiles */.A)([...head.keys()].toSorted(), inputs.files);
        const files = paths.flatMap((path) => {
            const plaintext = head.get(path)?.plaintext;
            if (!plaintext)
                return [];
            const size = plaintext.reveal().length;
            return { path, plaintextPath: (0,layout/* plaintextPath */.RF)(path), size, plaintext };
        });
        if (files.length < paths.length)
            continue;
        const path = place.shown(store.root) || '.';
        const shown = (inside) => (path === '.' ? inside : `${path}/${inside}`);
        whole.push({ store: { config: store.config.config, path, shown }, files });
    }
    return whole;
}
/** Without `store`, an entry means the only one: not the only one that happened to open. */
function mayBeOf(wanted, opened, all) {
    return opened.length === all || (wanted !== undefined && (0,push_targets/* storeOf */.xX)(wanted, opened) !== undefined);
}
/** What the plan refuses is told by the findings and notes, names hidden where they must be. */
const OF_THE_PLAN = ['ITEM_FOREIGN', 'DELETE_REFUSED', 'ROLLBACK_REFUSED'];
function describe({ destinations, errors, warnings }, configured, { inputs, deps }) {
    const namesVisible = (0,masks/* showsNames */.$y)(inputs, deps.workflow);
    const places = new Map(configured.map(({ entry }) => [entry.name, placeOf(entry.where)]));
    const findings = destinations.flatMap((result) => {
        const place = places.get(result.counts.destination) ?? WORKFLOW;
        return driftFinding(result, { ...place, namesVisible }) ?? [];
    });
    const hidden = warnings.length === 0
        ? []
        : [
            `${(0,printable/* count */.U9)(warnings.length, 'warning')} about marks of ownership, not shown: names are hidden`,
        ];
    return {
        findings,
        notes: [
            ...destinations.flatMap((result) => laterNote(result) ?? []),
            ...(namesVisible ? warnings : hidden),
        ],
        failures: errors.filter(({ code }) => !OF_THE_PLAN.includes(code)),
    };
}
const WORKFLOW = { path: 'destinations' };
function placeOf({ file, line }) {
    if (file === undefined)
        return WORKFLOW;
    return { path: file, ...(line !== undefined && { line }) };
}


/***/ }),

/***/ 77:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ LaterCommits)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _git_git_process_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7914);
/* harmony import */ var _git_remote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1946);
// Which commits come after ours, for a run that must not undo what a later one pushed. Asks the clone
// first, and `origin` for what the clone does not have; what nobody knows is told, not guessed.



/** Histories to fetch, one a commit that ours does not have in its own. */
const MAX_FETCHED = 3;
class LaterCommits {
    #ours;
    #clone;
    #known = new Map();
    #unknown = new Set();
    #last = Promise.resolve();
    /** With `origin` of the clone, where there is one. */
    static async than(ours, repository, { inputs, workflow: { serverUrl } }) {
        const { token } = inputs.commit;
        const url = await repository?.originUrl();
        const options = url === undefined ? undefined : { url, serverUrl, ...(token && { token }) };
        const remote = repository && options && new _git_remote_js__WEBPACK_IMPORTED_MODULE_2__.Remote(repository, options);
        return new LaterCommits(ours, repository && { repository, remote });
    }
    constructor(ours, clone) {
        this.#ours = ours;
        this.#clone = clone;
    }
    /** Those that are strict descendants of ours. One question after the other: the next knows the answers. */
    among(commits) {
        const answer = this.#last.then(() => this.#ask(commits));
        this.#last = answer.catch(() => undefined);
        return answer;
    }
    get warnings() {
        if (this.#unknown.size === 0)
            return [];
        const shown = [...this.#unknown].slice(0, MAX_FETCHED).map((commit) => commit.slice(0, 12));
        const more = this.#unknown.size > shown.length ? ' and others' : '';
        return [
            `Could not tell whether a later run has pushed already: the destinations name ${shown.join(', ')}${more}, which neither this clone nor \`origin\` could show. Give actions/checkout \`fetch-depth: 0\``,
        ];
    }
    async #ask(commits) {
        const asked = commits.filter((commit) => commit !== this.#ours);
        const open = asked.filter((commit) => !this.#known.has(commit) && !this.#unknown.has(commit));
        if (open.length > 0)
            await this.#findOut(open);
        return new Set(asked.filter((commit) => this.#known.get(commit)));
    }
    async #findOut(commits) {
        let open = await this.#inClone(commits);
        const remote = this.#clone?.remote;
        if (remote && open.length > 0 && (await this.#clone?.repository.isShallow())) {
            open = await this.#amongAncestors(remote, open);
        }
        for (const [index, commit] of open.entries()) {
            const isLater = remote && index < MAX_FETCHED ? await this.#isLaterAt(remote, commit) : undefined;
            if (isLater === undefined)
                this.#unknown.add(commit);
            else
                this.#known.set(commit, isLater);
        }
    }
    /** What the clone cannot tell. Where its history is cut off, it can only tell what is connected. */
    async #inClone(commits) {
        const repository = this.#clone?.repository;
        if (!repository)
            return commits;
        const isWhole = !(await repository.isShallow());
        const open = [];
        for (const commit of commits) {
            if (await repository.isAncestor(this.#ours, commit))
                this.#known.set(commit, true);
            else if (await repository.isAncestor(commit, this.#ours))
                this.#known.set(commit, false);
            else if (isWhole && (await repository.commitOf(commit)))
                this.#known.set(commit, false);
            else
                open.push(commit);
        }
        return open;
    }
    /** Mostly, an earlier run pushed: then our own history says all. Gives back what is not in it. */
    async #amongAncestors(remote, commits) {
        const found = await unlessRefused(remote.fetchHistory(this.#ours, async (history) => {
            const earlier = [];
            for (const commit of commits) {
                if (await isAncestorIn(history, commit, this.#ours))
                    earlier.push(commit);
            }
            return earlier;
        }));
        for (const commit of found ?? [])
            this.#known.set(commit, false);
        return commits.filter((commit) => !this.#known.has(commit));
    }
    async #isLaterAt(remote, commit) {
        return unlessRefused(remote.fetchHistory(commit, async (history) => isAncestorIn(history, this.#ours, commit)));
    }
}
async function isAncestorIn(place, ancestor, commit) {
    const args = ['merge-base', '--is-ancestor', '--end-of-options', ancestor, commit];
    return (await (0,_git_git_process_js__WEBPACK_IMPORTED_MODULE_1__/* .runGit */ .EO)(place, args)).exitCode === 0;
}
/** undefined: the remote does not have it, or does not give it. */
async function unlessRefused(work) {
    try {
        return await work;
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ)
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 9794:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V: () => (/* binding */ push)
});

// EXTERNAL MODULE: ./errors.js
var errors = __webpack_require__(5650);
// EXTERNAL MODULE: ./push/calls.js
var calls = __webpack_require__(1439);
// EXTERNAL MODULE: ./push/ownership.js
var push_ownership = __webpack_require__(4083);
// EXTERNAL MODULE: ./push/decision.js
var decision = __webpack_require__(1450);
// EXTERNAL MODULE: ./push/refusals.js
var refusals = __webpack_require__(2173);
;// CONCATENATED MODULE: ./push/place-limits.js


/** What the place of an item does not take, though others of the destination might. */
function tooLargeFor(session, { name: destination }, { writes }) {
    const told = writes.flatMap(({ desired, current }) => {
        const bytes = Buffer.byteLength(desired.value.reveal());
        const most = session.valueBytes?.(current) ?? bytes;
        return bytes > most ? [`${desired.name} (${bytes} bytes, and it takes ${most})`] : [];
    });
    if (told.length === 0)
        return [];
    return [
        new errors/* ActionError */.lZ('VALUE_TOO_LARGE', {
            what: `"${destination}": too large for the place of it: ${(0,refusals/* listed */.KE)(told)}`,
            fix: 'Set a larger `tier` for this destination, shorten the value, or leave it out (`!NAME`).',
        }),
    ];
}

// EXTERNAL MODULE: ./push/plan.js
var push_plan = __webpack_require__(4923);
// EXTERNAL MODULE: ./push/import-plan.js
var import_plan = __webpack_require__(85);
// EXTERNAL MODULE: ./push/results.js
var results = __webpack_require__(3744);
;// CONCATENATED MODULE: ./push/apply.js








/** Destinations at a time. */
const AT_ONCE = 4;
/** Writes nothing anywhere unless every destination answers, and every plan can be carried out. */
async function push(targets, run) {
    const all = targets.map((target) => ({ target, errors: [], attempts: new Map() }));
    const clashes = clashesOf(targets);
    if (clashes.length > 0)
        return finish(all, run, { errors: clashes, hindrance: 'not asked' });
    await (0,calls/* eachBounded */.Vo)(all, AT_ONCE, async (each) => {
        try {
            await prepare(each, run);
        }
        catch (thrown) {
            each.errors.push((0,results/* failureAt */.iY)(each.target.name, thrown));
        }
    });
    if (run.stop.aborted && all.some(({ plan }) => plan === undefined)) {
        return finish(all, run, { errors: [(0,calls/* reasonOf */.A3)(run.stop)], hindrance: STOPPED });
    }
    if (all.some(({ errors }) => errors.length > 0)) {
        return finish(all, run, { errors: [], hindrance: 'nothing was written: see the errors' });
    }
    if (run.isDryRun)
        return finish(all, run, { errors: [], hindrance: '' });
    // The source first: what fails there must not leave half of both.
    const refused = await takeInAll(all, run);
    if (refused.length > 0) {
        return finish(all, run, { errors: refused, hindrance: 'nothing was written: see the errors' });
    }
    await (0,calls/* eachBounded */.Vo)(all, AT_ONCE, (each) => write(each, run));
    const isAllWritten = all.every(({ plan, attempts }) => plan?.writes.every(({ desired }) => attempts.get(desired.name) === 'done'));
    if (isAllWritten)
        await (0,calls/* eachBounded */.Vo)(all, AT_ONCE, (each) => remove(each, run));
    const isCutShort = run.stop.aborted && all.some(hasLeft);
    const hindrance = run.stop.aborted ? STOPPED : 'not deleted: not all was written';
    return finish(all, run, { errors: isCutShort ? [(0,calls/* reasonOf */.A3)(run.stop)] : [], hindrance });
}
const STOPPED = 'the push was stopped';
function hasLeft({ plan, attempts }) {
    const planned = (plan?.writes.length ?? 0) + (plan?.removals.length ?? 0);
    return attempts.size < planned;
}
async function takeInAll(all, run) {
    const found = all.flatMap(({ target: { name }, session, plan }) => {
        const items = (0,import_plan/* importedNames */.L8)(plan?.rows ?? []);
        return session && items.length > 0 ? [{ name, session, items }] : [];
    });
    if (found.length === 0)
        return [];
    try {
        await run.takeIn?.(found);
        return [];
    }
    catch (thrown) {
        if (thrown instanceof errors/* ActionErrors */.o9)
            return thrown.errors;
        return [(0,results/* failureAt */.iY)(found.map(({ name }) => name).join(', '), thrown)];
    }
}
async function prepare(progress, run) {
    const { target } = progress;
    const step = async (begin) => {
        if (run.stop.aborted)
            throw (0,calls/* reasonOf */.A3)(run.stop);
        return (0,calls/* untilCut */.fN)(run, begin());
    };
    const session = await step(() => target.connect());
    await step(() => session.check());
    const remote = await step(() => session.list());
    progress.session = session;
    progress.plan = await planFor(target, { remote, canDelete: session.remove !== undefined }, run);
    progress.errors.push(...progress.plan.obstacles, ...tooLargeFor(session, target, progress.plan));
}
async function planFor(target, there, run) {
    const { name: destination, desired, leftOut, ownership, rules } = target;
    const { remote } = there;
    const canDelete = target.capabilities.canDelete && there.canDelete;
    const capabilities = { ...target.capabilities, canDelete };
    const request = { destination, desired, leftOut, remote, capabilities, ownership, rules };
    const plan = (0,push_plan/* planDestination */.QC)({ ...request, isLater: () => false });
    // History costs: it is asked only by who would write.
    if (rules.allowRollback || plan.writes.length + plan.removals.length === 0)
        return plan;
    const commits = (0,push_plan/* markedCommits */.Dz)(request).filter((commit) => commit !== run.commit);
    if (commits.length === 0 || !(0,push_ownership/* isCommitId */.jh)(run.commit))
        return plan;
    const later = await run.laterThanOurs(commits);
    return (0,push_plan/* planDestination */.QC)({ ...request, isLater: (commit) => later.has(commit) });
}
async function write(progress, run) {
    const { target, session, plan } = progress;
    if (!session || !plan || plan.writes.length === 0)
        return;
    const items = plan.writes.map(({ desired, current }) => {
        const { name, value } = desired;
        const mark = target.ownership.mark((0,decision/* spelling */.DS)(target.capabilities, name), value, run.commit);
        return { name, value, mark, current };
    });
    await carryOut(progress, items, { signals: run, send: () => session.put(items) });
}
async function remove(progress, run) {
    const { session, plan } = progress;
    if (!session?.remove || !plan || plan.removals.length === 0)
        return;
    const send = async () => (await session.remove?.(plan.removals)) ?? [];
    await carryOut(progress, plan.removals, { signals: run, send });
}
async function carryOut({ target, attempts }, items, how) {
    const names = items.map(({ name }) => name);
    const outcomes = await (0,calls/* attempt */.CD)({ destination: target.name, names, ...how });
    for (const [name, outcome] of outcomes)
        attempts.set(name, outcome);
}
function finish(all, { isDryRun }, { errors, hindrance }) {
    const own = all.flatMap(({ errors: found, plan, attempts }) => [
        ...found,
        ...(plan?.problems ?? []),
        ...(0,results/* groupedErrors */.kO)(attempts),
    ]);
    // The one error of a run that was stopped is not told by every destination.
    const isTold = (error) => errors.some(({ code, what }) => code === error.code && what === error.what);
    return {
        destinations: all.map(({ target, plan, attempts }) => (0,results/* resultOf */.Bg)({
            destination: target.name,
            plan,
            wanted: target.desired.length,
            attempts,
            isDryRun,
            hindrance,
        })),
        errors: [...errors, ...own.filter((error) => !isTold(error))],
        warnings: all.flatMap(({ plan }) => plan?.warnings ?? []),
    };
}
/** What two entries would do to each other, run after run. */
function clashesOf(targets) {
    const errors = [];
    const writers = new Map();
    for (const target of targets) {
        for (const { name } of target.desired) {
            const key = JSON.stringify([target.place, (0,decision/* spelling */.DS)(target.capabilities, name)]);
            const other = writers.get(key);
            if (other)
                errors.push(itemClash(name, other.name, target.name));
            writers.set(key, target);
        }
        const { formerOwners } = target.ownership;
        const heir = targets.find(({ ownership }) => formerOwners.includes(ownership.owner));
        if (heir)
            errors.push(nameClash(target.name, heir.name));
    }
    return errors;
}
function itemClash(item, first, second) {
    const who = first === second ? `"${first}" writes` : `"${first}" and "${second}" write`;
    return new errors/* ActionError */.lZ('DESTINATION_CLASH', {
        what: `${who} ${item} twice in one place; nothing was written anywhere`,
        fix: 'Give them different names (`select`, `key-schema`), or leave one of them out.',
    });
}
function nameClash(entry, named) {
    return new errors/* ActionError */.lZ('DESTINATION_CLASH', {
        what: `"${entry}" says that it was formerly "${named}", which is still an entry`,
        fix: 'Take that name out of `formerly`, or remove the old entry.',
    });
}


/***/ }),

/***/ 4923:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dz: () => (/* binding */ markedCommits),
/* harmony export */   QC: () => (/* binding */ planDestination),
/* harmony export */   SA: () => (/* binding */ DELETION_REFUSED),
/* harmony export */   ZF: () => (/* binding */ LATER_COMMIT)
/* harmony export */ });
/* harmony import */ var _decision_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1450);
/* harmony import */ var _ownership_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4083);
/* harmony import */ var _refusals_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2173);



/** Why rows are skipped that were to be deleted, or where a later commit was pushed. */
const DELETION_REFUSED = 'its deletion is refused';
const LATER_COMMIT = 'a later commit was pushed already';
function planDestination(request) {
    const remote = (0,_decision_js__WEBPACK_IMPORTED_MODULE_2__/* .byKey */ .dX)(request);
    const wanted = new Set(request.leftOut.map(({ name }) => (0,_decision_js__WEBPACK_IMPORTED_MODULE_2__/* .keyOf */ .TN)(request, name)));
    const decisions = request.leftOut.map(({ name, why }) => ({
        kind: 'skip',
        name,
        why,
    }));
    for (const desired of request.desired) {
        const key = (0,_decision_js__WEBPACK_IMPORTED_MODULE_2__/* .keyOf */ .TN)(request, desired.name);
        wanted.add(key);
        decisions.push((0,_decision_js__WEBPACK_IMPORTED_MODULE_2__/* .decideWanted */ .AY)(request, desired, remote.get(key)));
    }
    for (const [key, known] of remote) {
        const decision = wanted.has(key) ? undefined : (0,_decision_js__WEBPACK_IMPORTED_MODULE_2__/* .decideUnwanted */ .XD)(request, known);
        if (decision)
            decisions.push(decision);
    }
    return {
        ...settle(request, decisions, [...remote.values()]),
        warnings: (0,_refusals_js__WEBPACK_IMPORTED_MODULE_1__/* .warningsOf */ .nZ)(request, [...remote.values()]),
    };
}
/** Commits that stand in marks of ours: those that `isLater` may be asked for. */
function markedCommits(request) {
    const commits = [...(0,_decision_js__WEBPACK_IMPORTED_MODULE_2__/* .byKey */ .dX)(request).values()]
        .filter(({ whose }) => (0,_decision_js__WEBPACK_IMPORTED_MODULE_2__/* .isOurs */ .MU)(whose))
        .map(({ item }) => item.mark?.commit ?? '');
    return [...new Set(commits)].filter(_ownership_js__WEBPACK_IMPORTED_MODULE_0__/* .isCommitId */ .jh).toSorted();
}
/** Takes out of the decisions what must not be done, and puts the rest in order. */
function settle(request, decisions, known) {
    const problems = [];
    let rest = decisions.toSorted((one, other) => (0,_refusals_js__WEBPACK_IMPORTED_MODULE_1__/* .compareNames */ .MP)(one.name, other.name));
    const refuse = (isRefused, why) => {
        rest = rest.map((each) => (isRefused(each) ? { kind: 'skip', name: each.name, why } : each));
    };
    const later = (0,_refusals_js__WEBPACK_IMPORTED_MODULE_1__/* .rollback */ .dU)(request, known);
    if (later && rest.some((each) => each.write ?? each.removal)) {
        problems.push(later);
        refuse((each) => (each.write ?? each.removal) !== undefined, LATER_COMMIT);
    }
    const tooMany = (0,_refusals_js__WEBPACK_IMPORTED_MODULE_1__/* .tooManyDeletes */ .yd)(request, rest.filter((each) => each.removal).length);
    if (tooMany) {
        problems.push(tooMany);
        refuse((each) => each.removal !== undefined, DELETION_REFUSED);
    }
    const foreign = (0,_refusals_js__WEBPACK_IMPORTED_MODULE_1__/* .foreignNames */ .rZ)(request, rest);
    if (foreign)
        problems.push(foreign);
    const writes = rest.flatMap(({ kind, write }) => (write ? [{ kind, write }] : []));
    return {
        rows: rest.map(({ kind, name, why }) => ({ kind, name, why })),
        writes: [
            ...writes.filter(({ kind }) => kind === 'create'),
            ...writes.filter(({ kind }) => kind !== 'create'),
        ].map(({ write }) => write),
        removals: rest.flatMap(({ removal }) => (removal ? [removal] : [])),
        problems,
        obstacles: (0,_refusals_js__WEBPACK_IMPORTED_MODULE_1__/* .obstaclesOf */ ._M)(request, rest),
    };
}


/***/ })

};
