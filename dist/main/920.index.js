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
// EXTERNAL MODULE: ./platform/interruption.js
var platform_interruption = __webpack_require__(7082);
// EXTERNAL MODULE: ./platform/trust.js
var trust = __webpack_require__(4443);
// EXTERNAL MODULE: ./push/apply.js + 2 modules
var apply = __webpack_require__(7727);
// EXTERNAL MODULE: ./push/deadline.js
var push_deadline = __webpack_require__(8316);
// EXTERNAL MODULE: ./commands/later-commits.js
var later_commits = __webpack_require__(77);
// EXTERNAL MODULE: ./commands/masks.js
var masks = __webpack_require__(5405);
// EXTERNAL MODULE: ./commands/push-config.js + 11 modules
var push_config = __webpack_require__(9198);
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
        return { findings: [], notes: [text], failures: [], isCancelled: false };
    }
    const interruption = (0,platform_interruption/* listenForInterruption */.e)();
    const interrupt = interruption.signal;
    try {
        const drift = await compare(context, run, { ...keys, interrupt });
        return { ...(interrupt.aborted ? notUnnoticed(drift) : drift), isCancelled: interrupt.aborted };
    }
    catch (error) {
        if (!(error instanceof errors/* ActionError */.lZ || error instanceof errors/* ActionErrors */.o9))
            throw error;
        const failures = (0,errors/* toActionErrors */.vb)(error);
        return { findings: [], notes: [], failures, isCancelled: interrupt.aborted };
    }
    finally {
        interruption.close();
    }
}
/** A job that is cancelled must not look well, whatever was done by then. */
function notUnnoticed(drift) {
    if (drift.failures.length > 0)
        return drift;
    const error = new errors/* ActionError */.lZ('RUN_STOPPED', {
        what: 'the job was cancelled during the check; all destinations had been compared by then',
        fix: 'Run again, if the result is to count.',
    });
    return { ...drift, failures: [error] };
}
function stopped(by) {
    return new errors/* ActionError */.lZ('RUN_STOPPED', {
        what: `the check was stopped by ${by} while destinations were asked: not all were compared`,
        fix: 'Run again. All else was checked as always.',
    });
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
    const { interrupt } = keys;
    const { destinations, secrets } = await (0,push_config.readConfigured)(inputs, deps.workflow);
    const { fingerprintKey } = inputs.push;
    (0,masks/* maskCredentials */.Bs)([...secrets, fingerprintKey], deps);
    const ofThis = await (0,push_targets/* ofBranch */.Ge)(destinations, deps.workflow.refName);
    const stores = await wholeStores(keys.stores, run);
    const wanted = ofThis.filter(({ entry }) => mayBeOf(entry.store, stores, keys.stores.length));
    const deadline = (0,push_deadline/* startDeadline */.d)({ limitMs: LIMIT_MS, graceMs: GRACE_MS, interrupt, stopped });
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
            over: deadline.over,
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


/***/ })

};
