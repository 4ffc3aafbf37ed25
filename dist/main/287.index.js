export const id = 287;
export const ids = [287];
export const modules = {

/***/ 5287:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sync: () => (/* binding */ sync)
});

// EXTERNAL MODULE: ./errors.js
var errors = __webpack_require__(5650);
// EXTERNAL MODULE: ./git/repository.js
var git_repository = __webpack_require__(5884);
// EXTERNAL MODULE: ./kanuka/access.js
var kanuka_access = __webpack_require__(9686);
// EXTERNAL MODULE: ./kanuka/locate.js
var locate = __webpack_require__(4025);
// EXTERNAL MODULE: ./kanuka/secret-files.js
var secret_files = __webpack_require__(1569);
// EXTERNAL MODULE: ./kanuka/store.js
var store = __webpack_require__(2318);
// EXTERNAL MODULE: ./platform/printable.js
var printable = __webpack_require__(9298);
// EXTERNAL MODULE: ./platform/tree.js
var tree = __webpack_require__(4469);
// EXTERNAL MODULE: ./commands/apply-edits.js + 1 modules
var apply_edits = __webpack_require__(7822);
// EXTERNAL MODULE: ./commands/commit-stores.js + 8 modules
var commit_stores = __webpack_require__(4876);
// EXTERNAL MODULE: ./commands/each-store.js
var each_store = __webpack_require__(9483);
// EXTERNAL MODULE: ./commands/masks.js
var masks = __webpack_require__(5405);
// EXTERNAL MODULE: ./commands/open-stores.js + 1 modules
var open_stores = __webpack_require__(8054);
// EXTERNAL MODULE: ./commands/rotate-store.js + 1 modules
var rotate_store = __webpack_require__(4135);
// EXTERNAL MODULE: ./commands/store-homes.js
var store_homes = __webpack_require__(100);
// EXTERNAL MODULE: ./commands/command.js
var command = __webpack_require__(7305);
// EXTERNAL MODULE: ./commands/commit-report.js
var commit_report = __webpack_require__(6450);
// EXTERNAL MODULE: ./kanuka/public-key.js
var public_key = __webpack_require__(3836);
;// CONCATENATED MODULE: ./commands/sync-warnings.js


function warningsOf(rotated, committed, inputs) {
    return [
        ...rotated.flatMap(({ store }) => store.warnings.map(({ file, what }) => ({ file, text: `${file} ${what}` }))),
        ...rotated.flatMap((each) => memberWarnings(each, inputs)),
        ...(committed?.warnings ?? []).map((text) => ({ text })),
        ...(committed?.isVerified === false ? [unverified(committed)] : []),
    ];
}
function unverified({ commit }) {
    return {
        text: `GitHub does not show commit ${commit.slice(0, 12)} as Verified: use \`commit-method: api\` without \`commit-author\`, or a \`signing-key\` that GitHub knows`,
    };
}
function memberWarnings({ store, access, isHistoryChecked }, { dryRun }) {
    const file = store.shown('.kanuka');
    const texts = [
        ...(isHistoryChecked
            ? []
            : [
                `there is no git history of ${store.title} here (or no git program), so whether a public key was replaced, and who came since the last rotation, could not be checked`,
            ]),
        ...access.firstTimers.map((member) => `${(0,kanuka_access/* describeMember */.w8)(member)} got access since the last rotation and ${dryRun ? 'would get' : 'gets'} the new key. Whoever may commit can make such files up: if nobody knows this key, add the UUID to \`revoke\`: ${fingerprint(member)}`),
        ...access.pending.map((member) => `${(0,kanuka_access/* describeMember */.w8)(member)} waits for access and was not let in. If that is right, add the UUID or this fingerprint to \`grant\`: ${fingerprint(member)}`),
        ...access.orphans.map((member) => `${(0,kanuka_access/* describeMember */.w8)(member)} had a wrapped key but no public key: nobody could account for that access. It ${dryRun ? 'would be' : 'was'} removed`),
    ];
    return texts.map((text) => ({ file, text }));
}
function fingerprint({ publicKey }) {
    return publicKey ? (0,public_key/* fingerprintOf */.a)(publicKey) : 'unreadable key';
}

;// CONCATENATED MODULE: ./commands/sync-report.js





function describeSync(synced, inputs) {
    const rotated = synced.results.filter((each) => 'access' in each);
    const young = synced.results.filter((each) => 'rotatedAt' in each);
    const files = rotated.flatMap(({ store, opened }) => opened.files.map(({ path }) => store.shown(path)));
    const warnings = warningsOf(rotated, synced.committed, inputs);
    const { committed } = synced;
    const isChanged = !inputs.dryRun && rotated.length > 0;
    return {
        ...command/* EMPTY_REPORT */.V,
        headline: headline(synced, { rotated, young }, inputs),
        sections: [membersSection(rotated, inputs), filesSection(files, inputs)],
        notes: notes(synced, { rotated, young }, inputs),
        warnings,
        failures: synced.failures,
        outputs: {
            changed: String(isChanged),
            files: JSON.stringify(files),
            'files-count': String(files.length),
            'members-count': String(sum(rotated, ({ access }) => access.recipients.length)),
            matrix: JSON.stringify({ store: synced.results.map(({ store }) => store.path) }),
            ...(0,commit_report/* commitOutputs */.yp)(committed),
        },
        details: details(synced, { rotated, young }, { inputs, warnings }),
    };
}
function sum(items, amount) {
    return items.reduce((total, item) => total + amount(item), 0);
}
function headline({ failures, committed }, { rotated, young }, inputs) {
    const parts = [];
    if (rotated.length > 0) {
        const members = (0,printable/* count */.U9)(sum(rotated, ({ access }) => access.recipients.length), 'member');
        const files = (0,printable/* count */.U9)(sum(rotated, ({ opened }) => opened.files.length), 'file');
        const [first] = rotated;
        const isOne = rotated.length === 1;
        const what = isOne ? `key of ${first?.store.title}` : `keys of ${rotated.length} stores`;
        parts.push(inputs.dryRun
            ? `Dry run, nothing was changed: the ${what} would be rotated, for ${members} and ${files}`
            : `The ${what} ${isOne ? 'was' : 'were'} rotated: ${members} with the new one, ${files} re-encrypted`);
        parts.push(...comingsAndGoings(rotated, inputs));
    }
    if (young.length > 0) {
        const of = young.map(({ store }) => store.title).join(', ');
        parts.push(`${of}: left alone, the key is younger than \`rotate-after\``);
    }
    if (committed)
        parts.push((0,commit_report/* whereTo */.VM)(committed));
    if (failures.length > 0)
        parts.push(`${(0,printable/* count */.U9)(failures.length, 'problem')}, see below`);
    return parts.join('. ');
}
function comingsAndGoings(rotated, { dryRun }) {
    const letIn = sum(rotated, ({ access }) => access.newcomers.length);
    const removed = sum(rotated, ({ access }) => access.revoked.length);
    const would = dryRun ? 'would be ' : '';
    return [
        ...(letIn > 0 ? [`${(0,printable/* count */.U9)(letIn, 'member')} ${would}let in`] : []),
        ...(removed > 0 ? [`${(0,printable/* count */.U9)(removed, 'member')} ${would}removed`] : []),
    ];
}
function membersSection(rotated, inputs) {
    const would = inputs.dryRun ? 'would be ' : '';
    const rows = rotated.flatMap(({ store, access }) => {
        const newcomers = new Set(access.newcomers);
        const firstTimers = new Set(access.firstTimers);
        const stateOf = (member) => {
            if (newcomers.has(member))
                return `${would}let in`;
            return firstTimers.has(member) ? 'has access since the last rotation' : 'has access';
        };
        const row = (member, state) => [
            store.title,
            member.email ?? '-',
            member.device ?? '-',
            member.uuid,
            state,
        ];
        return [
            ...access.recipients.map((m) => row(m, stateOf(m))),
            ...access.pending.map((m) => row(m, 'waits: not named in `grant`')),
            ...access.revoked.map(({ member }) => row(member, `${would}removed`)),
            ...access.orphans.map((m) => row(m, `orphaned key ${would}removed`)),
        ];
    });
    return { title: 'Members', columns: ['store', 'email', 'device', 'UUID', 'access'], rows };
}
function filesSection(files, inputs) {
    const state = inputs.dryRun ? 'would be re-encrypted' : 're-encrypted';
    return { title: 'Files', columns: ['secret file', 'result'], rows: files.map((f) => [f, state]) };
}
function notes({ committed }, { rotated, young }, inputs) {
    const list = [
        ...rotated.map(({ store, opened: { member, isProven } }) => {
            const proof = isProven ? '' : '; it has no secret files, so the old key was unproven';
            return `Store ${store.title} (${store.path}): opened as ${(0,kanuka_access/* describeMember */.w8)(member)}${proof}`;
        }),
        ...young.map(({ store, rotatedAt }) => `Store ${store.title} (${store.path}): last rotated ${rotatedAt.toISOString().slice(0, 10)}`),
    ];
    if (rotated.length === 0)
        return list;
    list.push('Git history stays readable with the old key. After a leak, or when somebody left, change the values themselves too.');
    return inputs.dryRun ? list : [...list, ...(0,commit_report/* commitNotes */.DP)(committed, inputs)];
}
function details({ committed, failures }, { rotated, young }, { inputs, warnings }) {
    const uuids = (members) => members.map(({ uuid }) => uuid);
    return {
        dryRun: inputs.dryRun,
        stores: [
            ...rotated.map(({ store, access, opened }) => ({
                path: store.path,
                project: store.config.projectName,
                projectUuid: store.config.projectUuid,
                result: 'rotated',
                openedAs: opened.member.uuid,
                files: opened.files.map(({ path }) => path),
                members: uuids(access.recipients),
                letIn: uuids(access.newcomers),
                sinceLastRotation: uuids(access.firstTimers),
                pending: uuids(access.pending),
                revoked: uuids(access.revoked.map(({ member }) => member)),
                orphansRemoved: uuids(access.orphans),
            })),
            ...young.map(({ store, rotatedAt }) => ({
                path: store.path,
                project: store.config.projectName,
                projectUuid: store.config.projectUuid,
                result: 'left alone',
                rotatedAt: rotatedAt.toISOString(),
            })),
        ],
        commit: (0,commit_report/* commitDetails */.y5)(committed),
        errors: failures.map(({ code, what }) => ({ code, what })),
        warnings: warnings.map(({ text }) => text),
    };
}

// EXTERNAL MODULE: ./commands/sync-wording.js
var sync_wording = __webpack_require__(6860);
// EXTERNAL MODULE: ./commands/then-push.js
var then_push = __webpack_require__(462);
;// CONCATENATED MODULE: ./commands/sync.js
// sync: rotates the symmetric key of stores, also lets members in and removes them, and commits the
// result where asked to. Everything is decided and computed in memory; a store changes as a whole.


















async function sync(inputs, deps) {
    if (!inputs.privateKey && inputs.ifNoKey === 'skip')
        return (0,open_stores/* skippedReport */.VY)(deps, 'Nothing was rotated');
    refuseFiles(inputs);
    await (0,then_push/* checkDestinations */.WT)(inputs, deps);
    const { workflow } = deps;
    const roots = await (0,locate/* locateStores */.R)(workflow.workspace.real, inputs.workingDirectories);
    const read = await (0,each_store/* eachStore */.P)(roots.toSorted(), (root) => readRecovered(root, inputs, deps));
    const stores = read.results;
    if (!inputs.allowUntrusted)
        await (0,open_stores/* refuseUntrusted */.zd)(workflow, stores, inputs);
    const privateKey = await (0,open_stores/* openPrivateKey */.V9)(inputs, deps);
    const { token, signingKey, signingPassphrase } = inputs.commit;
    (0,masks/* maskCredentials */.Bs)([token, signingKey, signingPassphrase], deps);
    if (read.failures.length === 0)
        refuseUnknownNames(stores, inputs);
    else if (stores.length === 0)
        (0,errors/* throwIfAny */.MI)(read.failures);
    const run = { inputs, deps, privateKey, now: new Date() };
    const outcome = inputs.commit.mode === 'none'
        ? await rotateOnDisk(stores, run)
        : await rotateAndCommit(stores, run);
    const failures = [...read.failures, ...outcome.failures];
    if (outcome.results.length === 0)
        (0,errors/* throwIfAny */.MI)(failures);
    const { committed } = outcome;
    return (0,then_push/* thenPush */.ub)(describeSync({ ...outcome, failures }, inputs), { inputs, deps, committed });
}
function refuseFiles({ files }) {
    if (files.length === 0)
        return;
    throw new errors/* ActionError */.lZ('INPUT_INVALID', {
        what: '`files` is given, but `sync` always re-encrypts every file of a store',
        fix: 'Leave `files` out: files left under the old key could not be read any more.',
    });
}
function readRecovered(root, inputs, deps) {
    (0,store_homes/* recoverStore */.c)(deps, root, inputs);
    return (0,store/* readStore */.u)(deps.workflow.workspace.real, root, new tree/* RecordingTree */.q_((0,tree/* diskTree */.cF)(root)));
}
function refuseUnknownNames(stores, { grant, revoke }) {
    (0,errors/* throwIfAny */.MI)([
        ...(0,kanuka_access/* unknownGrants */.gI)(stores, grant).map((line) => new errors/* ActionError */.lZ('GRANT_UNKNOWN', {
            what: `\`grant\` names ${line}, which is no member with a public key`,
            fix: 'Give the UUID of the member or the SHA-256 fingerprint of the public key: the run without `grant` lists who waits, with both.',
        })),
        ...(0,kanuka_access/* unknownRevocations */.uV)(stores, revoke).map((line) => new errors/* ActionError */.lZ('REVOKE_UNKNOWN', {
            what: `\`revoke\` names ${line}, who is no member`,
            fix: 'Give an email, `email/device` or a UUID as in .kanuka/config.toml. Once the member is gone, take the line out.',
        })),
    ]);
}
async function rotateOnDisk(stores, run) {
    const { results, failures } = await (0,each_store/* eachStore */.P)(stores, async (store) => {
        const history = await historyOf(store, run);
        if (history)
            await refuseSparse(store, history);
        const result = await (0,rotate_store/* rotateStore */.T)(store, { ...run, history });
        await (0,apply_edits/* applyEdits */.c)(run.deps, store, { edits: result.edits, head: history?.commit });
        return result;
    });
    return { results, failures, committed: undefined };
}
// A file that git has and the checkout has not would keep the old key, which nobody holds any more.
async function refuseSparse(store, history) {
    const { readCommitTree } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 8678));
    const { repository, commit } = history;
    const folder = repository.relative(store.root);
    const tree = await readCommitTree(repository, commit, {
        folder: folder === '.' ? '' : folder,
        isWanted: () => false,
    });
    const here = new Set(store.secretFiles);
    const missing = (0,secret_files/* findSecretFiles */.x)(tree).secretFiles.filter((path) => !here.has(path));
    const [first] = missing;
    if (first === undefined)
        return;
    throw new errors/* ActionError */.lZ('STORE_DIRTY', {
        what: `${store.title} is not whole in this checkout: ${(0,printable/* count */.U9)(missing.length, 'secret file')} of the commit ${missing.length === 1 ? 'is' : 'are'} missing, such as ${store.shown(first)}`,
        where: { file: store.shown(first) },
        fix: 'Check out without `sparse-checkout`, or let it include every secret file. If a file was deleted on purpose, commit that first.',
    });
}
// Without a commit to make, git may be missing altogether.
async function historyOf(store, { deps, inputs }) {
    const { workflow } = deps;
    const repository = (0,git_repository/* findRepository */.W)(workflow.workspace.real, store.root);
    const commit = await repository?.head();
    if (!repository || commit === undefined)
        return undefined;
    const url = await repository.originUrl();
    if (url === undefined)
        return { repository, commit, remote: undefined };
    const { Remote } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 1946));
    const { token } = inputs.commit;
    const { serverUrl } = workflow;
    return {
        repository,
        commit,
        remote: new Remote(repository, { url, serverUrl, ...(token && { token }) }),
    };
}
function rotateAndCommit(stores, run) {
    const { inputs, deps } = run;
    return (0,commit_stores/* commitStores */.E)(stores, {
        inputs,
        deps,
        // A scheduled rotation must not take the place of a proposal to remove somebody.
        command: inputs.revoke.length > 0 ? 'revoke' : 'sync',
        change: (store, history) => (0,rotate_store/* rotateStore */.T)(store, { ...run, history }),
        describe: (changed) => (0,sync_wording/* wordingOf */.O)(changed.filter((each) => 'access' in each), inputs),
    });
}


/***/ }),

/***/ 462:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WT: () => (/* binding */ checkDestinations),
/* harmony export */   qh: () => (/* binding */ hasDestinations),
/* harmony export */   ub: () => (/* binding */ thenPush)
/* harmony export */ });
function hasDestinations({ push }) {
    return push.destinations !== undefined || push.destinationsFile !== undefined;
}
/** Before anything is changed: a mistake in the configuration is found first. */
async function checkDestinations(inputs, deps) {
    if (!hasDestinations(inputs))
        return;
    const { readConfigured } = await Promise.all(/* import() */[__webpack_require__.e(637), __webpack_require__.e(115), __webpack_require__.e(198), __webpack_require__.e(199)]).then(__webpack_require__.bind(__webpack_require__, 9198));
    await readConfigured(inputs, deps.workflow);
}
/** @param report of what was done before */
async function thenPush(report, { inputs, deps, committed }) {
    if (!hasDestinations(inputs))
        return report;
    if (report.failures.length > 0) {
        const text = 'Nothing was pushed to the destinations, because of the errors before';
        return { ...report, notices: [...report.notices, { text }] };
    }
    const { pushAfter } = await Promise.all(/* import() */[__webpack_require__.e(637), __webpack_require__.e(115), __webpack_require__.e(827), __webpack_require__.e(198), __webpack_require__.e(480), __webpack_require__.e(240), __webpack_require__.e(142), __webpack_require__.e(995), __webpack_require__.e(523)]).then(__webpack_require__.bind(__webpack_require__, 2904));
    return joined(report, await pushAfter({ committed }, inputs, deps));
}
function joined(first, second) {
    const changed = [first, second].some(({ outputs }) => outputs.changed === 'true');
    return {
        ...first,
        headline: `${first.headline}; ${second.headline}`,
        sections: [...first.sections, ...second.sections],
        notes: [...first.notes, ...second.notes],
        notices: [...first.notices, ...second.notices],
        warnings: [...first.warnings, ...second.warnings],
        failures: [...first.failures, ...second.failures],
        outputs: { ...first.outputs, ...second.outputs, changed: String(changed) },
        details: { ...first.details, push: second.details },
    };
}


/***/ })

};
