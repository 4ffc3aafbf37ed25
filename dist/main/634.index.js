export const id = 634;
export const ids = [634];
export const modules = {

/***/ 8253:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   pull: () => (/* binding */ pull)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _kanuka_locate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4025);
/* harmony import */ var _platform_interruption_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(7082);
/* harmony import */ var _push_calls_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1439);
/* harmony import */ var _push_deadline_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8316);
/* harmony import */ var _push_import_plan_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(85);
/* harmony import */ var _push_results_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3744);
/* harmony import */ var _each_store_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9483);
/* harmony import */ var _pull_read_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2486);
/* harmony import */ var _pull_source_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(853);
/* harmony import */ var _pull_store_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(2927);
/* harmony import */ var _pull_values_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(3935);
/* harmony import */ var _masks_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(5405);
/* harmony import */ var _open_stores_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(8054);
/* harmony import */ var _pull_report_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(5976);
/* harmony import */ var _push_config_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(9198);
/* harmony import */ var _push_targets_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(7568);
/* harmony import */ var _store_homes_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(100);
// pull: the way back of push. Values of destinations into encrypted files of the store, and into git where
// asked to. All destinations are read before anything is changed; no plaintext is written.


















/** A job has six hours; nothing should take a tenth of it. */
const LIMIT_MS = 30 * 60_000;
const GRACE_MS = 4000;
async function pull(inputs, deps) {
    if (!inputs.privateKey && inputs.ifNoKey === 'skip')
        return (0,_open_stores_js__WEBPACK_IMPORTED_MODULE_12__/* .skippedReport */ .VY)(deps, 'Nothing was pulled');
    refuseFiles(inputs);
    const { workflow } = deps;
    const { destinations, secrets } = await (0,_push_config_js__WEBPACK_IMPORTED_MODULE_14__.readConfigured)(inputs, workflow);
    (0,_masks_js__WEBPACK_IMPORTED_MODULE_11__/* .maskCredentials */ .Bs)(secrets, deps);
    const wanted = await (0,_push_targets_js__WEBPACK_IMPORTED_MODULE_15__/* .ofBranch */ .Ge)(destinations, workflow.refName);
    const roots = await (0,_kanuka_locate_js__WEBPACK_IMPORTED_MODULE_1__/* .locateStores */ .R)(workflow.workspace.real, inputs.workingDirectories);
    const stores = await (0,_each_store_js__WEBPACK_IMPORTED_MODULE_6__/* .everyStore */ .Z)(roots.toSorted(), (root) => {
        (0,_store_homes_js__WEBPACK_IMPORTED_MODULE_16__/* .recoverStore */ .c)(deps, root, inputs);
        return (0,_pull_values_js__WEBPACK_IMPORTED_MODULE_10__/* .readForChange */ .i)(root, { deps });
    });
    if (!inputs.allowUntrusted)
        await (0,_open_stores_js__WEBPACK_IMPORTED_MODULE_12__/* .refuseUntrusted */ .zd)(workflow, stores, inputs);
    const privateKey = await (0,_open_stores_js__WEBPACK_IMPORTED_MODULE_12__/* .openPrivateKey */ .V9)(inputs, deps);
    const run = { inputs, deps, privateKey, now: new Date() };
    const jobs = await jobsOf(wanted, stores, run);
    const interruption = (0,_platform_interruption_js__WEBPACK_IMPORTED_MODULE_17__/* .listenForInterruption */ .e)();
    const interrupt = interruption.signal;
    const deadline = (0,_push_deadline_js__WEBPACK_IMPORTED_MODULE_3__/* .startDeadline */ .d)({ limitMs: LIMIT_MS, graceMs: GRACE_MS, interrupt, stopped });
    try {
        const reads = await readAll(jobs, { ...run, deadline });
        const imported = await (0,_pull_values_js__WEBPACK_IMPORTED_MODULE_10__/* .importValues */ .OX)(stores, reads, { ...run, stop: deadline.stop });
        if (imported.results.length === 0)
            (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .throwIfAny */ .MI)(imported.failures);
        const outcome = interrupt.aborted ? notUnnoticed(imported) : imported;
        const left = destinations.length - wanted.length;
        const names = wanted.map(({ entry }) => entry.name);
        const nothing = reads.filter(({ values }) => values.size === 0);
        return (0,_pull_report_js__WEBPACK_IMPORTED_MODULE_13__/* .describePull */ .p5)(outcome, {
            inputs,
            workflow,
            destinations: names,
            bare: nothing.map(({ configured }) => configured.entry.name),
            left,
        });
    }
    finally {
        deadline.close();
        interruption.close();
    }
}
function stopped(by) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('RUN_STOPPED', {
        what: `the pull was stopped by ${by}`,
        fix: 'Run again: it imports the rest.',
    });
}
/** A job that is cancelled must not look well, whatever was done by then. */
function notUnnoticed(outcome) {
    if (outcome.failures.length > 0)
        return outcome;
    const error = new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('RUN_STOPPED', {
        what: 'the job was cancelled during the pull; what there was to import had been imported by then',
        fix: 'Nothing is left to be imported.',
    });
    return { ...outcome, failures: [error] };
}
function refuseFiles({ files }) {
    if (files.length === 0)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('INPUT_INVALID', {
        what: '`files` is given, but with `pull` each destination says by `from` which file it goes into',
        fix: 'Leave `files` out.',
    });
}
/** @throws ActionErrors: all that can be found wrong before the first request */
async function jobsOf(wanted, stores, run) {
    const { results, failures } = await (0,_pull_source_js__WEBPACK_IMPORTED_MODULE_8__/* .importingInto */ .K)(wanted, stores);
    const errors = [...failures];
    for (const importing of results) {
        const { reads } = importing.configured.destination.capabilities;
        if (reads !== 'values')
            errors.push((0,_pull_read_js__WEBPACK_IMPORTED_MODULE_7__/* .notReadable */ .I)(importing));
    }
    (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .throwIfAny */ .MI)(errors);
    const jobs = [];
    for (const store of stores) {
        const own = results.filter(({ root }) => root === store.root);
        if (own.length === 0)
            continue;
        const { texts } = await (0,_pull_store_js__WEBPACK_IMPORTED_MODULE_9__/* .openTexts */ .n)(store, [...new Set(own.map(({ path }) => path))], run);
        for (const importing of own) {
            const current = texts.get(importing.path)?.variables ?? new Map();
            const source = (0,_pull_source_js__WEBPACK_IMPORTED_MODULE_8__/* .sourceOf */ .v)({ ...importing, names: [], values: new Map() }, store, run);
            errors.push(...(0,_push_import_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .planImport */ .B)({ file: importing.path, current, sources: [source] }).errors);
            jobs.push({ importing, store, current });
        }
    }
    (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .throwIfAny */ .MI)(errors);
    return jobs.toSorted((one, other) => wantedAt(wanted, one) - wantedAt(wanted, other));
}
function wantedAt(wanted, { importing }) {
    return wanted.indexOf(importing.configured);
}
/** In order. Every destination is asked; unless all answer, nothing is imported from any. */
async function readAll(jobs, run) {
    const reads = [];
    const errors = [];
    const { stop } = run.deadline;
    for (const job of jobs) {
        try {
            reads.push(await readOne(job, run));
        }
        catch (thrown) {
            // Told once, not for each of them.
            if (stop.aborted)
                break;
            const { name } = job.importing.configured.entry;
            errors.push(...(thrown instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionErrors */ .o9 ? thrown.errors : [(0,_push_results_js__WEBPACK_IMPORTED_MODULE_5__/* .failureAt */ .iY)(name, thrown)]));
        }
    }
    if (stop.aborted)
        errors.push((0,_pull_values_js__WEBPACK_IMPORTED_MODULE_10__/* .importStopped */ .JQ)(stop, 'nothing was imported'));
    (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .throwIfAny */ .MI)(errors);
    return reads;
}
async function readOne({ importing, store, current }, run) {
    const { entry, destination } = importing.configured;
    const { deadline } = run;
    const step = async (begin) => {
        if (deadline.stop.aborted)
            throw (0,_push_calls_js__WEBPACK_IMPORTED_MODULE_2__/* .reasonOf */ .A3)(deadline.stop);
        return (0,_push_calls_js__WEBPACK_IMPORTED_MODULE_2__/* .untilCut */ .fN)(deadline, begin());
    };
    const session = await step(() => destination.connect(entry.options, (0,_push_targets_js__WEBPACK_IMPORTED_MODULE_15__/* .contextOf */ .Vm)(entry.name, run)));
    await step(() => session.check());
    const items = (0,_push_import_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .livingNames */ .w)(await step(() => session.list()));
    const { stop, cut } = deadline;
    return (0,_pull_read_js__WEBPACK_IMPORTED_MODULE_7__/* .readFrom */ .z)(importing, { session, items, current, store }, { ...run, stop, cut });
}


/***/ })

};
