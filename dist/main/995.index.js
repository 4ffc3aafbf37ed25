export const id = 995;
export const ids = [995];
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

/***/ 7727:
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
;// CONCATENATED MODULE: ./push/clashes.js



function clashesOf(writers) {
    const errors = [...itemClashes(writers)];
    for (const writer of writers) {
        const { formerOwners } = writer.ownership;
        const heir = writers.find(({ ownership }) => formerOwners.includes(ownership.owner));
        if (heir)
            errors.push(nameClash(writer, heir.name));
    }
    return errors;
}
function itemClashes(writers) {
    const items = new Map();
    /** Whatever holds items: the entry of a key, the server of an entry. */
    const holders = new Map();
    const clashes = new Map();
    for (const by of writers) {
        for (const { name } of by.desired) {
            const address = by.place((0,decision/* spelling */.DS)(by.capabilities, name));
            const within = address.map((_, index) => JSON.stringify(address.slice(0, index + 1)));
            const own = within.at(-1) ?? '';
            const other = within.map((part) => items.get(part)).find(Boolean) ?? holders.get(own);
            if (other) {
                const pair = JSON.stringify([other.by.name, by.name]);
                const clash = clashes.get(pair) ?? { pair: [other.by, by], names: [] };
                clash.names.push(other.item === name ? name : `${name} (${other.item})`);
                clashes.set(pair, clash);
            }
            for (const part of within.slice(0, -1)) {
                if (!holders.has(part))
                    holders.set(part, { by, item: name });
            }
            items.set(own, { by, item: name });
        }
    }
    return [...clashes.values()].map(({ pair, names }) => itemClash(pair, names));
}
function itemClash([first, second], names) {
    const who = first === second ? `"${first.name}" writes` : `"${first.name}" and "${second.name}" write`;
    return new errors/* ActionError */.lZ('DESTINATION_CLASH', {
        what: `${who} ${(0,refusals/* listed */.KE)(names)} twice in one place; nothing was written anywhere`,
        ...(second.where && { where: second.where }),
        fix: 'Give them different names (`select`, `key-schema`) or places, or leave one of them out.',
    });
}
function nameClash({ name, where }, named) {
    return new errors/* ActionError */.lZ('DESTINATION_CLASH', {
        what: `"${name}" says that it was formerly "${named}", which is still an entry`,
        ...(where && { where }),
        fix: 'Take that name out of `formerly`, or remove the old entry.',
    });
}

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
    const { errors: refused, origin } = await takeInAll(all, run);
    if (refused.length > 0 || all.some(({ errors }) => errors.length > 0)) {
        const hindrance = run.stop.aborted ? STOPPED : 'nothing was written: see the errors';
        return finish(all, run, { errors: refused, hindrance });
    }
    await (0,calls/* eachBounded */.Vo)(all, AT_ONCE, (each) => write(each, { ...run, ...origin }));
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
    const ended = [...attempts.values()].filter((each) => each === 'done' || each.code !== 'PUSH_STOPPED');
    return ended.length < planned;
}
async function takeInAll(all, run) {
    const found = all.flatMap(({ target: { name }, session, plan }) => {
        const items = plan?.takenIn ?? [];
        return session && items.length > 0 ? [{ name, session, items }] : [];
    });
    if (found.length === 0)
        return { errors: [], origin: run };
    try {
        const retaken = await run.takeIn?.(found);
        // What was taken in, is: it is not left half done. But nothing more is begun.
        if (run.stop.aborted)
            return { errors: [(0,calls/* reasonOf */.A3)(run.stop)], origin: run };
        return retaken ? await planAgain(all, run, retaken) : { errors: [], origin: run };
    }
    catch (thrown) {
        if (thrown instanceof errors/* ActionErrors */.o9)
            return { errors: thrown.errors, origin: run };
        const names = found.map(({ name }) => name).join(', ');
        return { errors: [(0,results/* failureAt */.iY)(names, thrown)], origin: run };
    }
}
/** With the source as it now is: what came from there is the source's to push from here on. */
async function planAgain(all, run, { targets, origin }) {
    for (const progress of all) {
        const { session, remote, plan: before } = progress;
        const target = targets.find(({ name }) => name === progress.target.name);
        if (!target || !session || !remote || !before)
            throw new TypeError('an entry that is gone');
        const rules = { ...target.rules, initialSync: 'overwrite-destination' };
        progress.target = { ...target, rules };
        const there = { remote, canDelete: session.remove !== undefined };
        const plan = await planFor(progress.target, there, { ...run, ...origin });
        progress.plan = (0,push_plan/* withTakenIn */.R1)(plan, before, (name) => (0,decision/* spelling */.DS)(target.capabilities, name));
        progress.errors.push(...plan.obstacles, ...tooLargeFor(session, target, plan));
    }
    return { errors: clashesOf(targets), origin };
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
    progress.remote = remote;
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


/***/ }),

/***/ 4923:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dz: () => (/* binding */ markedCommits),
/* harmony export */   QC: () => (/* binding */ planDestination),
/* harmony export */   R1: () => (/* binding */ withTakenIn),
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
/** A plan made after the import, with the rows of what was taken in and is not for the source to push. */
function withTakenIn(plan, before, spelled) {
    const known = new Set(plan.rows.map(({ name }) => spelled(name)));
    const rest = before.rows.filter(({ kind, name }) => kind === 'import' && !known.has(spelled(name)));
    const rows = [...plan.rows, ...rest].toSorted((one, other) => (0,_refusals_js__WEBPACK_IMPORTED_MODULE_1__/* .compareNames */ .MP)(one.name, other.name));
    return { ...plan, rows };
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
        takenIn: rest.filter(({ isTakenIn }) => isTakenIn).map(({ name }) => name),
        problems,
        obstacles: (0,_refusals_js__WEBPACK_IMPORTED_MODULE_1__/* .obstaclesOf */ ._M)(request, rest),
    };
}


/***/ })

};
