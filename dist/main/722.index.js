export const id = 722;
export const ids = [722];
export const modules = {

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

/***/ 8722:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  push: () => (/* binding */ push)
});

// EXTERNAL MODULE: ./git/repository.js
var git_repository = __webpack_require__(5884);
// EXTERNAL MODULE: ./errors.js
var errors_0 = __webpack_require__(5650);
;// CONCATENATED MODULE: ./platform/interruption.js
// The end of the job before ours: the runner sends SIGINT to a step that is cancelled, SIGTERM 7.5 s
// later, and kills 2.5 s after that. Owns the listeners, not what follows from the signals.
const SIGNALS = ['SIGINT', 'SIGTERM'];
/** As long as somebody listens, a signal does not end the process: whoever does has to come to an end. */
function listenForInterruption() {
    const interrupted = new AbortController();
    const onSignal = () => interrupted.abort();
    for (const name of SIGNALS)
        process.on(name, onSignal);
    return {
        signal: interrupted.signal,
        close() {
            for (const name of SIGNALS)
                process.off(name, onSignal);
        },
    };
}

// EXTERNAL MODULE: ./push/apply.js + 1 modules
var apply = __webpack_require__(9794);
// EXTERNAL MODULE: ./push/deadline.js
var push_deadline = __webpack_require__(8316);
// EXTERNAL MODULE: ./commands/later-commits.js
var later_commits = __webpack_require__(77);
// EXTERNAL MODULE: ./commands/masks.js
var masks = __webpack_require__(5405);
// EXTERNAL MODULE: ./commands/open-stores.js + 1 modules
var open_stores = __webpack_require__(8054);
// EXTERNAL MODULE: ./commands/push-config.js + 10 modules
var push_config = __webpack_require__(334);
// EXTERNAL MODULE: ./push/calls.js
var calls = __webpack_require__(1439);
// EXTERNAL MODULE: ./push/results.js
var push_results = __webpack_require__(3744);
// EXTERNAL MODULE: ./commands/commit-report.js
var commit_report = __webpack_require__(6450);
// EXTERNAL MODULE: ./commands/import-read.js
var import_read = __webpack_require__(9072);
// EXTERNAL MODULE: ./commands/import-source.js + 1 modules
var import_source = __webpack_require__(6084);
// EXTERNAL MODULE: ./commands/import-store.js + 2 modules
var import_store = __webpack_require__(2167);
// EXTERNAL MODULE: ./commands/import-values.js + 1 modules
var import_values = __webpack_require__(4423);
// EXTERNAL MODULE: ./commands/pull-report.js
var pull_report = __webpack_require__(5976);
;// CONCATENATED MODULE: ./commands/push-imports.js
// The imports of a push (`initial-sync: import-*`): what its plans would take into the source is read,
// brought into the encrypted files, and committed where asked to, before anything is written.









function importsOf(configured, means) {
    let outcome;
    return {
        takeIn: async (found) => {
            outcome = await takeIn(found, configured, means);
            (0,errors_0/* throwIfAny */.MI)(outcome.failures);
        },
        reported: (report) => (outcome ? withImports(report, outcome, means) : report),
    };
}
async function takeIn(found, configured, means) {
    const { inputs, deps, privateKey } = means;
    const stores = means.stores.map(({ store }) => (0,import_values/* readForChange */.i)(store.root, { deps }));
    // In the order of the configuration: later ones win.
    const wanted = configured.filter(({ entry }) => found.some(({ name }) => name === entry.name));
    const { results, failures } = await (0,import_source/* importingInto */.K)(wanted, stores);
    (0,errors_0/* throwIfAny */.MI)(failures);
    const reads = [];
    const errors = [];
    for (const importing of results) {
        const { name } = importing.configured.entry;
        const there = found.find((each) => each.name === name);
        const store = stores.find(({ root }) => root === importing.root);
        if (!there || !store)
            throw new TypeError('an entry that is not pushed');
        try {
            const { texts } = await (0,import_store/* openTexts */.n)(store, [importing.path], { inputs, deps, privateKey });
            const current = texts.get(importing.path)?.variables ?? new Map();
            const { session, items } = there;
            const signals = { stop: means.deadline.stop, cut: means.deadline.cut };
            reads.push(await (0,import_read/* readFrom */.z)(importing, { session, items, current, store }, { inputs, deps, ...signals }));
        }
        catch (thrown) {
            errors.push(...(thrown instanceof errors_0/* ActionErrors */.o9 ? thrown.errors : [(0,push_results/* failureAt */.iY)(name, thrown)]));
        }
    }
    (0,errors_0/* throwIfAny */.MI)(errors);
    const { stop } = means.deadline;
    if (stop.aborted)
        throw (0,calls/* reasonOf */.A3)(stop);
    return (0,import_values/* importValues */.O)(stores, reads, { inputs, deps, privateKey, now: new Date() });
}
function withImports(report, outcome, { inputs, deps: { workflow } }) {
    const { committed } = outcome;
    const changed = outcome.results.flatMap(({ store, files }) => files
        .filter(({ isChanged }) => isChanged)
        .map(({ path, plan }) => ({ shown: store.shown(path), amount: plan.values.size })));
    const isChanged = changed.length > 0;
    return {
        ...report,
        sections: [...report.sections, ...(0,pull_report/* importSections */.cf)(outcome, { inputs, workflow })],
        notes: [
            ...report.notes,
            ...changed.map(({ shown, amount }) => `${amount} imported into ${shown}`),
            ...(committed ? [(0,commit_report/* whereTo */.VM)(committed)] : []),
            ...(isChanged ? (0,commit_report/* commitNotes */.DP)(committed, inputs) : []),
        ],
        warnings: [...report.warnings, ...(0,pull_report/* importWarnings */.Ln)(outcome, { inputs, workflow })],
        outputs: {
            ...report.outputs,
            ...(isChanged && { changed: 'true' }),
            files: JSON.stringify(changed.map(({ shown }) => shown)),
            'files-count': String(changed.length),
            ...(0,commit_report/* commitOutputs */.yp)(committed),
        },
        details: { ...report.details, imported: changed },
    };
}

// EXTERNAL MODULE: ./platform/printable.js
var printable = __webpack_require__(9298);
// EXTERNAL MODULE: ./commands/command.js
var command = __webpack_require__(7305);
;// CONCATENATED MODULE: ./commands/push-report.js



function describePush(result, facts) {
    const { destinations, errors, warnings } = result;
    const isWritten = !facts.isPlan && !facts.isDryRun;
    const rows = destinations.map(({ counts }) => counts);
    const changed = rows.some(({ created, updated, deleted }) => created + updated + deleted > 0);
    return {
        ...command/* EMPTY_REPORT */.V,
        headline: headline(destinations, facts),
        sections: sectionsOf(destinations, facts),
        notes: facts.left === 0
            ? []
            : [`${(0,printable/* count */.U9)(facts.left, 'destination')} not pushed to from this branch`],
        notices: facts.isPlan
            ? [
                {
                    text: 'A plan only: on pull requests nothing is written. `allow-pull-request: true` writes there too',
                },
            ]
            : [],
        warnings: warnings.map((text) => ({ text })),
        failures: errors,
        outputs: { changed: String(isWritten && changed), push: JSON.stringify(rows) },
        details: { destinations: rows, isDryRun: !isWritten },
    };
}
function headline(destinations, facts) {
    const sum = (kind) => destinations.reduce((total, { counts }) => total + counts[kind], 0);
    const [created, updated, deleted] = [sum('created'), sum('updated'), sum('deleted')];
    const would = facts.isPlan || facts.isDryRun ? 'would be ' : '';
    const parts = [
        `${created} ${would}created`,
        `${updated} ${would}updated`,
        `${deleted} ${would}deleted`,
        `${sum('unchanged')} unchanged`,
        ...(sum('failed') > 0 ? [`${sum('failed')} failed`] : []),
    ];
    return `${(0,printable/* count */.U9)(destinations.length, 'destination')}: ${parts.join(', ')}`;
}
function sectionsOf(destinations, { names, workflow }) {
    const totals = {
        title: 'Destinations',
        columns: ['destination', 'created', 'updated', 'unchanged', 'deleted', 'skipped', 'failed'],
        rows: destinations.map(({ counts: { destination, ...amounts } }) => [
            destination,
            ...['created', 'updated', 'unchanged', 'deleted', 'skipped', 'failed'].map((kind) => String(amounts[kind])),
        ]),
    };
    if (!(0,masks/* showsNames */.$y)(names, workflow))
        return [totals];
    return [
        totals,
        {
            title: 'Items',
            columns: ['destination', 'item', 'plan', 'outcome', 'why'],
            rows: destinations.flatMap(({ counts, items }) => items
                .filter(({ kind }) => kind !== 'unchanged')
                .map(({ name, kind, outcome, why }) => [counts.destination, name, kind, outcome, why])),
        },
    ];
}

// EXTERNAL MODULE: ./commands/push-targets.js + 4 modules
var push_targets = __webpack_require__(7568);
;// CONCATENATED MODULE: ./commands/push.js
// push: from encrypted files to destinations. Everything is opened, derived and checked in memory, and
// masked, before the first request; no plaintext is written.












/** A job has six hours; nothing should take a tenth of it. */
const LIMIT_MS = 30 * 60_000;
const GRACE_MS = 4000;
async function push(inputs, deps) {
    if (!inputs.privateKey && inputs.ifNoKey === 'skip')
        return (0,open_stores/* skippedReport */.VY)(deps, 'Nothing was pushed');
    const { workflow } = deps;
    const { destinations, secrets } = await (0,push_config.readConfigured)(inputs, workflow);
    const { fingerprintKey } = inputs.push;
    (0,masks/* maskCredentials */.Bs)([...secrets, fingerprintKey], deps);
    const wanted = await (0,push_targets/* ofBranch */.Ge)(destinations, workflow.refName);
    const { stores, privateKey } = await (0,open_stores/* openStoresWithKey */.gG)(inputs, deps);
    const keyMaterial = fingerprintKey ? { fingerprintKey } : { privateKey: privateKey.key };
    const interruption = listenForInterruption();
    const interrupt = interruption.signal;
    const deadline = (0,push_deadline/* startDeadline */.d)({ limitMs: LIMIT_MS, graceMs: GRACE_MS, interrupt });
    try {
        const means = { inputs, deps, keyMaterial, stores, deadline };
        const targets = await (0,push_targets/* targetsOf */.QR)(wanted, means);
        const isPlan = isPlanOnly(inputs, workflow);
        const imports = importsOf(wanted, { inputs, deps, stores, privateKey, deadline });
        const result = await pushFrom(stores, { inputs, deps }, async (commit, later) => (0,apply/* push */.V)(targets, {
            commit,
            isDryRun: inputs.dryRun || isPlan,
            stop: deadline.stop,
            cut: deadline.cut,
            takeIn: imports.takeIn,
            laterThanOurs: async (commits) => later.among(commits),
        }));
        const left = destinations.length - wanted.length;
        const report = describePush(interrupt.aborted ? notUnnoticed(result) : result, {
            isPlan,
            isDryRun: inputs.dryRun,
            left,
            names: inputs,
            workflow,
        });
        return imports.reported(report);
    }
    finally {
        deadline.close();
        interruption.close();
    }
}
/** A job that is cancelled must not look well, whatever was done by then. */
function notUnnoticed(result) {
    if (result.errors.length > 0)
        return result;
    const error = new errors_0/* ActionError */.lZ('PUSH_STOPPED', {
        what: 'the job was cancelled during the push; what there was to push had been pushed by then',
        fix: 'Nothing is left to be done at the destinations.',
    });
    return { ...result, errors: [error] };
}
/** On a pull request a plan is all there is, unless the workflow says otherwise. */
function isPlanOnly({ push: { allowPullRequest } }, { eventName }) {
    return eventName.startsWith('pull_request') && !allowPullRequest;
}
/** With the commit that the values come from, and what comes after it. */
async function pushFrom([first], { inputs, deps: { workflow } }, run) {
    const { workspace, sha } = workflow;
    const repository = first && (0,git_repository/* findRepository */.W)(workspace.real, first.store.root);
    const commit = (await repository?.head()) ?? sha;
    const later = await later_commits/* LaterCommits */.r.than(commit, repository, { inputs, workflow });
    const result = await run(commit, later);
    return { ...result, warnings: [...result.warnings, ...later.warnings] };
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
