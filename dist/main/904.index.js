export const id = 904;
export const ids = [904,523];
export const modules = {

/***/ 2904:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  push: () => (/* binding */ push),
  pushAfter: () => (/* binding */ pushAfter)
});

// EXTERNAL MODULE: ./git/repository.js
var git_repository = __webpack_require__(5884);
// EXTERNAL MODULE: ./errors.js
var errors_0 = __webpack_require__(5650);
// EXTERNAL MODULE: ./platform/interruption.js
var platform_interruption = __webpack_require__(7082);
// EXTERNAL MODULE: ./push/apply.js + 2 modules
var apply = __webpack_require__(7727);
// EXTERNAL MODULE: ./push/deadline.js
var push_deadline = __webpack_require__(8316);
// EXTERNAL MODULE: ./commands/later-commits.js
var later_commits = __webpack_require__(77);
// EXTERNAL MODULE: ./commands/masks.js
var masks = __webpack_require__(5405);
// EXTERNAL MODULE: ./commands/open-stores.js + 1 modules
var open_stores = __webpack_require__(8054);
// EXTERNAL MODULE: ./commands/push-config.js + 11 modules
var push_config = __webpack_require__(9198);
// EXTERNAL MODULE: ./push/calls.js
var calls = __webpack_require__(1439);
// EXTERNAL MODULE: ./push/results.js
var push_results = __webpack_require__(3744);
// EXTERNAL MODULE: ./commands/commit-report.js
var commit_report = __webpack_require__(6450);
// EXTERNAL MODULE: ./commands/pull-read.js
var pull_read = __webpack_require__(2486);
// EXTERNAL MODULE: ./commands/pull-source.js + 1 modules
var pull_source = __webpack_require__(853);
// EXTERNAL MODULE: ./commands/pull-store.js + 3 modules
var pull_store = __webpack_require__(2927);
// EXTERNAL MODULE: ./commands/pull-values.js + 1 modules
var pull_values = __webpack_require__(3935);
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
            return sourceAfter(outcome);
        },
        reported: (report) => (outcome ? withImports(report, outcome, means) : report),
    };
}
function sourceAfter({ results, committed }) {
    const isChanged = results.some(({ files }) => files.some((file) => file.isChanged));
    if (!isChanged)
        return { kind: 'unchanged' };
    return committed?.proposedFrom === undefined && committed !== undefined
        ? { kind: 'committed', commit: committed.commit }
        : { kind: 'uncommitted' };
}
async function takeIn(found, configured, means) {
    const { inputs, deps, privateKey, earlier } = means;
    const stores = means.stores.map(({ store }) => (0,pull_values/* readForChange */.i)(store.root, { deps }));
    // In the order of the configuration: later ones win.
    const wanted = configured.filter(({ entry }) => found.some(({ name }) => name === entry.name));
    const { results, failures } = await (0,pull_source/* importingInto */.K)(wanted, stores);
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
            const { texts } = await (0,pull_store/* openTexts */.n)(store, [importing.path], { inputs, deps, privateKey });
            const current = texts.get(importing.path)?.variables ?? new Map();
            const { session, items } = there;
            const signals = { stop: means.deadline.stop, cut: means.deadline.cut };
            reads.push(await (0,pull_read/* readFrom */.z)(importing, { session, items, current, store }, { inputs, deps, ...signals }));
        }
        catch (thrown) {
            errors.push(...(thrown instanceof errors_0/* ActionErrors */.o9 ? thrown.errors : [(0,push_results/* failureAt */.iY)(name, thrown)]));
        }
    }
    (0,errors_0/* throwIfAny */.MI)(errors);
    const { stop } = means.deadline;
    if (stop.aborted)
        throw (0,calls/* reasonOf */.A3)(stop);
    return (0,pull_values/* importValues */.OX)(stores, reads, {
        inputs,
        deps,
        privateKey,
        earlier,
        now: new Date(),
        stop,
    });
}
const NOT_YET = 'What was imported stays as it is at the destinations until a push finds it committed.';
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
            ...(sourceAfter(outcome).kind === 'uncommitted' ? [NOT_YET] : []),
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
    // Counted as failed, because they are missing.
    const left = destinations.flatMap(({ items }) => items.filter(isMissing)).length;
    const [created, updated, deleted] = [sum('created'), sum('updated'), sum('deleted')];
    const would = facts.isPlan || facts.isDryRun ? 'would be ' : '';
    const parts = [
        `${created} ${would}created`,
        `${updated} ${would}updated`,
        `${deleted} ${would}deleted`,
        `${sum('unchanged')} unchanged`,
        ...(sum('failed') > left ? [`${sum('failed') - left} failed`] : []),
        ...(left > 0 ? [`${left} not tried`] : []),
    ];
    return `${(0,printable/* count */.U9)(destinations.length, 'destination')}: ${parts.join(', ')}`;
}
function isMissing({ kind, outcome }) {
    return outcome === 'not tried' && kind !== 'delete';
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
    return pushStores(inputs, deps, undefined);
}
/** In a run that has used the key on the same stores, and may have changed them. */
async function pushAfter(before, inputs, deps) {
    return pushStores(inputs, deps, before);
}
async function pushStores(inputs, deps, before) {
    const { workflow } = deps;
    const { destinations, secrets } = await (0,push_config.readConfigured)(inputs, workflow);
    const { fingerprintKey } = inputs.push;
    (0,masks/* maskCredentials */.Bs)([...secrets, fingerprintKey], deps);
    const wanted = await (0,push_targets/* ofBranch */.Ge)(destinations, workflow.refName);
    const { stores, privateKey } = before
        ? await openAgain(inputs, deps)
        : await (0,open_stores/* openStoresWithKey */.gG)(inputs, deps);
    const keyMaterial = fingerprintKey ? { fingerprintKey } : { privateKey: privateKey.key };
    const interruption = (0,platform_interruption/* listenForInterruption */.e)();
    const interrupt = interruption.signal;
    const deadline = (0,push_deadline/* startDeadline */.d)({ limitMs: LIMIT_MS, graceMs: GRACE_MS, interrupt });
    try {
        const means = { inputs, deps, keyMaterial, stores, deadline };
        const earlier = before?.committed;
        const isPlan = isPlanOnly(inputs, workflow);
        const targets = await (0,push_targets/* targetsOf */.QR)(wanted, means);
        const imports = importsOf(wanted, { inputs, deps, stores, privateKey, deadline, earlier });
        const origins = new Origins(stores, means);
        const origin = await origins.at(earlier && (earlier.proposedFrom ?? earlier.commit));
        const result = await (0,apply/* push */.V)(targets, {
            ...origin,
            isDryRun: inputs.dryRun || isPlan,
            stop: deadline.stop,
            cut: deadline.cut,
            over: deadline.over,
            takeIn: async (found) => {
                const source = await imports.takeIn(found);
                if (source.kind === 'uncommitted' || deadline.stop.aborted)
                    return undefined;
                if (source.kind === 'unchanged')
                    return { targets, origin };
                const now = await (0,open_stores/* openStoresAgain */.vb)(privateKey, inputs, deps);
                const retaken = await (0,push_targets/* targetsOf */.QR)(wanted, { ...means, stores: now });
                return { targets: retaken, origin: await origins.at(source.commit) };
            },
        });
        const noticed = interrupt.aborted ? notUnnoticed(result) : result;
        const warnings = [...result.warnings, ...origins.warnings];
        const left = destinations.length - wanted.length;
        const facts = { isPlan, isDryRun: inputs.dryRun, left, names: inputs, workflow };
        return imports.reported(describePush({ ...noticed, warnings }, facts));
    }
    finally {
        deadline.close();
        interruption.close();
    }
}
async function openAgain(inputs, deps) {
    const privateKey = await (0,open_stores/* openPrivateKey */.V9)(inputs, deps);
    return { stores: await (0,open_stores/* openStoresAgain */.vb)(privateKey, inputs, deps), privateKey };
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
/** The commits that values come from, each with what comes after it. */
class Origins {
    #stores;
    #means;
    #asked = [];
    constructor(stores, means) {
        this.#stores = stores;
        this.#means = means;
    }
    /** @param known undefined: what is checked out */
    async at(known) {
        const { inputs, deps } = this.#means;
        const { workspace, sha } = deps.workflow;
        const [first] = this.#stores;
        const repository = first && (0,git_repository/* findRepository */.W)(workspace.real, first.store.root);
        const commit = known ?? (await repository?.head()) ?? sha;
        const later = await later_commits/* LaterCommits */.r.than(commit, repository, { inputs, workflow: deps.workflow });
        this.#asked.push(later);
        return { commit, laterThanOurs: async (commits) => later.among(commits) };
    }
    get warnings() {
        return [...new Set(this.#asked.flatMap(({ warnings }) => warnings))];
    }
}


/***/ })

};
