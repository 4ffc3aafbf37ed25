export const id = 240;
export const ids = [240];
export const modules = {

/***/ 7568:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Vm: () => (/* binding */ contextOf),
  Ge: () => (/* binding */ ofBranch),
  xX: () => (/* binding */ storeOf),
  QR: () => (/* binding */ targetsOf),
  AI: () => (/* binding */ unknownStore)
});

// EXTERNAL MODULE: ./errors.js
var errors_0 = __webpack_require__(5650);
// EXTERNAL MODULE: ./kanuka/glob.js
var glob = __webpack_require__(353);
// EXTERNAL MODULE: ./kanuka/secret-files.js
var secret_files = __webpack_require__(1569);
// EXTERNAL MODULE: ./platform/environment.js
var environment = __webpack_require__(7480);
// EXTERNAL MODULE: ./platform/http.js
var http = __webpack_require__(393);
// EXTERNAL MODULE: ./secret-value.js
var secret_value = __webpack_require__(2577);
// EXTERNAL MODULE: ./platform/no-answer.js
var no_answer = __webpack_require__(4557);
;// CONCATENATED MODULE: ./platform/oidc.js
// The token by which GitHub tells others which job this is. Owns how it is asked for; who may have it is
// the caller's. https://docs.github.com/en/actions/reference/openid-connect-reference





const MAX_TOKEN = 64 * 1024;
/** @throws ActionError OIDC_UNAVAILABLE, and the reason of the signal once that is aborted */
async function oidcToken(audience, signal) {
    const address = environment/* environment */.cA['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '';
    const token = (0,environment/* capturedToken */.c$)('ACTIONS_ID_TOKEN_REQUEST_TOKEN');
    if (address === '' || token === '')
        throw unavailable('the job may not ask for one');
    const url = new URL(address);
    url.searchParams.set('audience', audience);
    const headers = { authorization: `bearer ${token}`, accept: 'application/json' };
    let body;
    try {
        const answer = await (0,http/* retryingFetch */.X)()(url, { headers, redirect: 'error', signal });
        if (!answer.ok)
            throw unavailable(`GitHub answered ${answer.status}`, AGAIN);
        body = await answer.json();
    }
    catch (error) {
        if (error instanceof errors_0/* ActionError */.lZ)
            throw error;
        signal.throwIfAborted();
        throw unavailable(`GitHub ${(0,no_answer/* noAnswer */.q)(error)}`, AGAIN);
    }
    const value = body?.value;
    if (typeof value === 'string' && value !== '' && value.length <= MAX_TOKEN) {
        return new secret_value/* SecretValue */.i(value);
    }
    throw unavailable('GitHub gave no answer that makes sense', AGAIN);
}
const PERMISSION = 'Give the job the permission:\npermissions:\n  id-token: write';
const AGAIN = 'Run the job again later (https://www.githubstatus.com).';
function unavailable(why, fix = PERMISSION) {
    return new errors_0/* ActionError */.lZ('OIDC_UNAVAILABLE', {
        what: `there is no OIDC token of this job: ${why}`,
        fix,
    });
}

// EXTERNAL MODULE: ./secrets/key-schema.js
var key_schema = __webpack_require__(9826);
// EXTERNAL MODULE: ./secrets/key-schema-parser.js
var key_schema_parser = __webpack_require__(9496);
// EXTERNAL MODULE: ./secrets/selection.js
var secrets_selection = __webpack_require__(1369);
// EXTERNAL MODULE: ./secrets/variables.js
var secrets_variables = __webpack_require__(4490);
// EXTERNAL MODULE: ./push/desired-items.js + 1 modules
var desired_items = __webpack_require__(9767);
// EXTERNAL MODULE: ./platform/near-words.js
var near_words = __webpack_require__(8199);
// EXTERNAL MODULE: ./secrets/template.js
var secrets_template = __webpack_require__(4533);
;// CONCATENATED MODULE: ./push/value-template.js
// The templates of `values:`: values made of the source's variables. Owns their helpers, bounds and
// messages; the grammar is secrets/template.ts's. What a variable holds is text and never read as a
// template. No I/O.




const MAX_TEMPLATE_LENGTH = 16 * 1024;
/** Of a derived value, in characters: more than any destination takes. */
const MAX_VALUE_LENGTH = 2 * 1024 * 1024;
/** Of all that goes into one and comes out of helpers: a template may name a variable a thousand times. */
const MAX_HANDLED_LENGTH = 4 * MAX_VALUE_LENGTH;
/** Unknown names that are told of one template. */
const MAX_MISTAKES = 10;
const HELPERS = new Map([
    ['lower', { arity: 1, run: (text = '') => text.toLowerCase() }],
    ['upper', { arity: 1, run: (text = '') => text.toUpperCase() }],
    ['replace', { arity: 3, run: replace }],
    ['urlencode', { arity: 1, run: urlencode }],
    ['base64', { arity: 1, run: (text = '') => Buffer.from(text, 'utf8').toString('base64') }],
    // With its quotes: {"password": {{json DB_PASSWORD}} } is JSON whatever the password.
    ['json', { arity: 1, run: (text = '') => JSON.stringify(text) }],
]);
/** @throws ActionError TEMPLATE_INVALID, or several of them: one a name that is not known */
function parseValueTemplate(text, place) {
    const { title } = place;
    if (text.length > MAX_TEMPLATE_LENGTH) {
        throw mistake(place, `${title} is longer than ${MAX_TEMPLATE_LENGTH} characters`);
    }
    if (!text.isWellFormed())
        throw mistake(place, `${title} has half a character (a lone surrogate)`);
    const budget = new Budget();
    const template = parse(text, place, budget);
    return {
        uses: template.uses,
        render: (values) => {
            budget.refill();
            return render(template, new BoundedTexts(values, template.uses, budget), place);
        },
    };
}
function parse(text, place, budget) {
    const helpers = new Map([...HELPERS].map(([name, { arity, run }]) => [
        name,
        { arity, run: (...texts) => budget.spend(run(...texts)) },
    ]));
    const names = new KnownNames(place.known);
    const errors = [];
    while (errors.length < MAX_MISTAKES) {
        try {
            const template = (0,secrets_template/* parseTemplate */.Q)(text, { variables: names, helpers });
            (0,errors_0/* throwIfAny */.MI)(errors);
            return template;
        }
        catch (error) {
            if (!(error instanceof secrets_template/* TemplateError */.$))
                throw error;
            const { missing } = names;
            errors.push(missing === undefined ? refused(error, text, place) : unknown(missing, error, place));
            if (missing === undefined)
                break;
            // The next time it is passed over, so that the next one is found.
            names.add(missing);
        }
    }
    (0,errors_0/* throwIfAny */.MI)(errors);
    throw new TypeError('a template is read or refused');
}
/** Tells of which name it was asked last, when it did not have it. */
class KnownNames extends Set {
    missing;
    has(name) {
        const isKnown = super.has(name);
        this.missing = isKnown ? undefined : name;
        return isKnown;
    }
}
function render(template, texts, place) {
    try {
        const text = template.render(texts);
        if (text.length <= MAX_VALUE_LENGTH)
            return new secret_value/* SecretValue */.i(text);
    }
    catch (error) {
        if (!(error instanceof TooLong))
            throw error;
    }
    throw new errors_0/* ActionError */.lZ('VALUE_TOO_LARGE', {
        what: `${place.title} would have over ${MAX_VALUE_LENGTH} characters`,
        ...(place.where && { where: place.where }),
        fix: 'Use fewer or shorter variables in it.',
    });
}
class TooLong extends Error {
}
class Budget {
    #left = MAX_HANDLED_LENGTH;
    refill() {
        this.#left = MAX_HANDLED_LENGTH;
    }
    spend(text) {
        this.#left -= text.length;
        if (this.#left < 0)
            throw new TooLong();
        return text;
    }
}
/** Hands out the values that a template uses, as long as there is budget. */
class BoundedTexts extends Map {
    #budget;
    constructor(values, names, budget) {
        super();
        this.#budget = budget;
        for (const name of names) {
            const value = values.get(name);
            if (value)
                this.set(name, value.reveal());
        }
    }
    get(name) {
        const text = super.get(name);
        return text === undefined ? undefined : this.#budget.spend(text);
    }
}
function replace(text = '', from = '', to = '') {
    // JavaScript would find nothing between any two halves of a character.
    if (from === '')
        return text;
    const parts = text.split(from);
    if (text.length + parts.length * to.length > MAX_VALUE_LENGTH)
        throw new TooLong();
    return parts.join(to);
}
/** All but the unreserved characters of RFC 3986, so that it fits into every part of a URL. */
function urlencode(text = '') {
    return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
const FIX = `Write text around {{NAME}} or {{urlencode NAME}}; helpers are ${[...HELPERS.keys()].join(', ')}. Variables whose name holds \`.\` or \`-\` cannot stand in it.`;
// Handlebars takes three braces for one sign: {"a": {{json A}}} is no template.
const BRACES = ' Put a blank between a brace of your own and those of the template.';
function refused(error, text, place) {
    const what = `${place.title} cannot be used: ${error.message} (${positionOf(error)})`;
    return mistake(place, what, /\{\{\{|\}\}\}/.test(text) ? FIX + BRACES : FIX);
}
function unknown(name, error, place) {
    const near = (0,near_words/* nearWord */.v)(name, place.known);
    return mistake(place, `${place.title} uses ${name} (${positionOf(error)}), which none of its files holds`, `${near === undefined ? '' : `Did you mean ${near}? `}Names are those in the files, before any renaming; case counts.`);
}
function positionOf({ line, column }) {
    return `line ${line}, column ${column}`;
}
function mistake({ where }, what, fix = FIX) {
    return new errors_0/* ActionError */.lZ('TEMPLATE_INVALID', { what, ...(where && { where }), fix });
}

;// CONCATENATED MODULE: ./push/derive.js
// From decrypted files to the items that a destination should hold: selected, derived, renamed. What
// it takes is checked by desired-items.ts. Every mistake is found here, before the first write
// anywhere, and none is thrown. Pure: no I/O.







/** @param sources in the order of the entry's `from`: later ones win */
function derive(sources, entry) {
    const errors = [];
    const schema = attempt(errors, () => entry.keySchema === key_schema/* IDENTITY_SCHEMA */.F ? undefined : (0,key_schema_parser.parseKeySchema)(entry.keySchema));
    const selection = attempt(errors, () => (0,secrets_selection/* parseSelection */.g)(entry.select));
    // Without these nobody knows the names; files and templates are looked at all the same.
    const isReadable = errors.length === 0;
    const { environment, branch } = entry;
    const rules = { selection: selection ?? (0,secrets_selection/* parseSelection */.g)(['!*']), schema, environment, branch };
    const collected = (0,secrets_variables/* collectVariables */.S)(sources, rules);
    errors.push(...collected.errors);
    const own = [...collected.variables.values()].map(({ name, value, sourceName, file }) => ({
        name,
        value,
        sources: [`${sourceName} (${file})`],
    }));
    const made = deriveValues(sources, { entry, schema, errors });
    const checked = isReadable ? (0,desired_items/* desiredItems */.r)([...own, ...made], entry) : NOTHING;
    const all = [...errors.map((error) => inDestination(error, entry)), ...checked.errors];
    // A file whose name tells no environment is told of once, not for each value made of it.
    const different = new Map(all.map((error) => [`${error.code} ${error.what}`, error]));
    const { overridden } = collected;
    return { ...checked, overridden, errors: [...different.values()] };
}
const NOTHING = { items: [], parts: [], leftOut: [], blank: [], errors: [] };
// What depends on the entry names it; mistakes in files are the same for all.
const OF_ENTRY = new Set(['NAME_CLASH', 'SCHEMA_INVALID', 'SELECT_INVALID']);
function inDestination(error, entry) {
    if (!OF_ENTRY.has(error.code))
        return error;
    const { what, where, fix } = error;
    return (0,desired_items/* problem */.C)(entry, error.code, { what, fix, ...(where.file !== undefined && { where }) });
}
function attempt(errors, run) {
    try {
        return run();
    }
    catch (error) {
        if (error instanceof errors_0/* ActionErrors */.o9)
            errors.push(...error.errors);
        else if (error instanceof errors_0/* ActionError */.lZ)
            errors.push(error);
        else
            throw error;
        return undefined;
    }
}
/** `values:`. Their templates may use every variable of the files, also those not selected. */
function deriveValues(sources, deriving) {
    const { entry, errors } = deriving;
    if (entry.values.size === 0)
        return [];
    // Mistakes in files were found already.
    const rules = { ...rulesFor(deriving), schema: undefined };
    const { variables } = (0,secrets_variables/* collectVariables */.S)(sources, rules);
    const values = new Map([...variables].map(([name, { value }]) => [name, value]));
    return [...entry.values].flatMap(([name, text]) => {
        const title = `the value ${name} of destination "${entry.name}"`;
        const { where } = entry;
        const place = { title, known: [...values.keys()], ...(where && { where }) };
        const template = attempt(errors, () => parseValueTemplate(text, place));
        const value = template && attempt(errors, () => template.render(values));
        if (!template || !value)
            return [];
        const used = [...template.uses].flatMap((one) => variables.get(one) ?? []);
        const files = new Set(used.map(({ file }) => file));
        const holders = sources.filter(({ file }) => files.size === 0 || files.has(file));
        const from = used.map(({ sourceName, file }) => `${sourceName} (${file})`);
        const item = { name, value, sources: [`values.${name}`, ...from] };
        return renamed(item, holders, deriving);
    });
}
/** The schema applied as if each of these files held the value. */
function renamed(item, holders, deriving) {
    const dotenv = holding(item.name, item.value);
    const sources = holders.map((source) => ({ ...source, dotenv }));
    const collected = (0,secrets_variables/* collectVariables */.S)(sources, rulesFor(deriving));
    deriving.errors.push(...collected.errors);
    if (collected.variables.size > 1)
        deriving.errors.push(severalNames(item.name, collected));
    return [...collected.variables.keys()].slice(0, 1).map((name) => ({ ...item, name }));
}
function rulesFor({ entry, schema }) {
    const { environment, branch } = entry;
    return { selection: (0,secrets_selection/* parseSelection */.g)([]), schema, environment, branch };
}
function holding(name, value) {
    return { variables: new Map([[name, value]]), assignments: [], strayLines: [] };
}
function severalNames(name, { variables }) {
    return new errors_0/* ActionError */.lZ('SCHEMA_INVALID', {
        what: `the value ${name} is made of several files, and \`key-schema\` names it after each: ${[...variables.keys()].slice(0, 5).join(', ')}`,
        fix: 'Give `environment`, leave {{file}} and {{project}} out of `key-schema`, or make a destination for each file.',
    });
}

;// CONCATENATED MODULE: ./push/schema-fit.js
// Whether a name at a destination can be one of ours: does it fit the entry's `key-schema`? Names that
// do not are left alone, whatever their marks say. Pure.


/** Keys that differ at both ends, whatever one helper makes of one of them. */
const PROBES = ['a', 'b', '0', '_'];
/** undefined: every name fits. @throws ActionError SCHEMA_INVALID */
function schemaFit(scope) {
    const { keySchema, item, settings, spelled = (same) => same } = scope;
    if (item !== undefined)
        return (name) => name === spelled(item);
    if (keySchema === key_schema/* IDENTITY_SCHEMA */.F)
        return undefined;
    const schema = (0,key_schema_parser.parseKeySchema)(keySchema);
    const fits = settings.map((values) => {
        const nameOf = (secretKey) => spelled(schema.apply(new Map([...values, ['secretKey', secretKey]])));
        const probed = PROBES.map(nameOf);
        const start = commonStart(probed);
        const end = commonEnd(probed);
        const [sample = ''] = probed;
        return (name) => name.length > start + end &&
            name.startsWith(sample.slice(0, start)) &&
            keysIn(name.slice(start, name.length - end)).some((key) => nameOf(key) === name);
    });
    return (name) => fits.some((fit) => fit(name));
}
// What a helper made of a key stays as it is when it is made again: `upper` of upper case. A helper that
// does otherwise makes a name not fit, and so it stays. A key may stand in a schema several times.
function keysIn(inner) {
    return Array.from({ length: inner.length }, (_, index) => inner.slice(0, inner.length - index));
}
function commonStart(texts) {
    return common(texts, (text, at) => text[at]);
}
function commonEnd(texts) {
    return common(texts, (text, at) => text[text.length - 1 - at]);
}
function common(texts, unitAt) {
    const [first = ''] = texts;
    let at = 0;
    while (at < first.length && texts.every((text) => unitAt(text, at) === unitAt(first, at)))
        at += 1;
    return at;
}

// EXTERNAL MODULE: ./push/ownership.js
var ownership = __webpack_require__(4083);
// EXTERNAL MODULE: ./secrets/mask-collector.js
var mask_collector = __webpack_require__(2501);
// EXTERNAL MODULE: ./commands/masks.js
var masks = __webpack_require__(5405);
// EXTERNAL MODULE: ./commands/targets.js
var targets = __webpack_require__(7454);
;// CONCATENATED MODULE: ./commands/push-targets.js
// From the destinations of a configuration to what the engine pushes: which store, which files, derived
// values, marks, and a way to connect. Finds all that is wrong with any of them before the first request.













/** Destinations that are asked too often mostly say no time, and mean seconds. */
const UNSAID_WAIT_MS = 2000;
/** Those that are not limited to other branches. */
async function ofBranch(destinations, branch) {
    const wanted = [];
    for (const each of destinations) {
        const patterns = each.entry.branches;
        const matchers = await Promise.all((patterns ?? []).map(glob/* compilePattern */.E));
        if (patterns === undefined || matchers.some((matches) => matches(branch)))
            wanted.push(each);
    }
    return wanted;
}
/** Masks all values. @throws ActionErrors: all that is wrong with what would be pushed, anywhere */
async function targetsOf(destinations, means) {
    const masks = collectorFor(means);
    const targets = [];
    const errors = [];
    for (const each of destinations) {
        const source = await sourceOf(each.entry, means.stores);
        const derived = deriveFor(each, source, means);
        errors.push(...source.errors, ...derived.errors);
        for (const { name, value } of derived.parts)
            masks.addExported(name, value.reveal());
        const { opened, sources } = source;
        if (opened && derived.errors.length === 0) {
            targets.push(targetOf(each, { derived, opened, sources }, means));
        }
    }
    means.deps.mask(masks.masks);
    (0,errors_0/* throwIfAny */.MI)(distinct(errors));
    return targets;
}
// A mistake in a file is found for each destination that reads it.
function distinct(errors) {
    return [...new Map(errors.map((error) => [`${error.code} ${error.what}`, error])).values()];
}
function collectorFor({ inputs, deps, stores }) {
    const policy = (0,masks/* maskPolicyOf */.ws)(inputs, deps.workflow);
    const collector = new mask_collector/* MaskCollector */.c(policy, new Set(inputs.unmasked));
    for (const { store, files } of stores) {
        for (const { path, plaintext } of files) {
            const bytes = plaintext.reveal();
            collector.addFile(store.shown(path), bytes, (0,mask_collector/* readDotenv */.J)(bytes));
        }
    }
    return collector;
}
async function sourceOf(entry, stores) {
    const opened = storeOf(entry.store, stores);
    if (!opened)
        return { opened, sources: [], errors: [unknownStore(entry.name, stores)] };
    const { store, files } = opened;
    const byPath = new Map(files.map((file) => [file.path, file]));
    const selected = await (0,secret_files/* selectFiles */.A)([...byPath.keys()], entry.from ?? []);
    const errors = [...selected.unknown.values()];
    const sources = selected.paths.flatMap((path) => {
        const file = byPath.get(path);
        if (!file)
            return [];
        return {
            file: store.shown(path),
            plaintextName: file.plaintextPath,
            project: store.config.projectName,
            dotenv: (0,mask_collector/* readDotenv */.J)(file.plaintext.reveal()),
            size: file.size,
        };
    });
    if (sources.length === 0 && errors.length === 0)
        errors.push(nothingSelected(entry.name, opened));
    return { opened, sources, errors };
}
/** The one that an entry means with `store`; undefined: none. */
function storeOf(wanted, stores) {
    if (wanted === undefined)
        return stores.length === 1 ? stores[0] : undefined;
    const path = wanted.replace(/^\.\//, '').replace(/\/+$/, '') || '.';
    return stores.find(({ store }) => store.path === path);
}
function unknownStore(name, stores) {
    return new errors_0/* ActionError */.lZ('DESTINATIONS_INVALID', {
        what: `destination "${name}" does not say which store its values come from, or names one that is not opened`,
        fix: `Give it \`store:\`, one of: ${stores.map(({ store }) => store.path).join(', ')}`,
    });
}
function nothingSelected(name, { files }) {
    const paths = files.slice(0, 10).map(({ path }) => path);
    return new errors_0/* ActionError */.lZ('NOTHING_SELECTED', {
        what: `destination "${name}": \`from\` matches none of the secret files that were opened`,
        fix: `The store has: ${paths.join(', ')}`,
    });
}
function deriveFor({ entry, destination }, { sources }, { inputs, deps }) {
    return derive(sources, {
        name: entry.name,
        where: entry.where,
        capabilities: destination.capabilities,
        empty: entry.empty,
        bundle: entry.bundle,
        select: entry.select ?? inputs.select,
        values: entry.values,
        keySchema: entry.keySchema ?? inputs.keySchema,
        environment: entry.environment ?? inputs.environment,
        branch: deps.workflow.refName,
    });
}
function targetOf(configured, { derived, opened, sources }, means) {
    const { entry, destination } = configured;
    const { initialSync, maxDeletes, adopt } = entry;
    const { allowRollback } = means.inputs.push;
    const matchesSchema = fitOf(configured, sources, means);
    const ownership = ownershipOf(entry, opened, means);
    const inPlace = destination.place(entry.options, variable);
    const trackers = new targets/* Trackers */.G(means.deps.workflow.workspace.real);
    const context = {
        ...contextOf(entry.name, means),
        isOfValue: (name, mark, value) => ownership.isOfValue(name, mark, value),
        isTracked: async (path) => trackers.isTracked(path),
    };
    return {
        name: entry.name,
        where: entry.where,
        place: (item) => [entry.type, ...inPlace(item)],
        capabilities: destination.capabilities,
        ownership,
        rules: {
            initialSync,
            delete: entry.delete,
            maxDeletes,
            adopt,
            allowRollback,
            ...(matchesSchema && { matchesSchema }),
        },
        desired: derived.items,
        leftOut: derived.leftOut,
        connect: async () => destination.connect(entry.options, context),
    };
}
/** Which names there can be of this entry at all. */
function fitOf({ entry, destination }, sources, { inputs, deps }) {
    const known = {
        environment: entry.environment ?? inputs.environment,
        branch: deps.workflow.refName,
    };
    return schemaFit({
        keySchema: entry.keySchema ?? inputs.keySchema,
        item: entry.bundle?.item,
        settings: sources.map((source) => (0,secrets_variables/* schemaVariables */.n)(source, known)),
        spelled: destination.capabilities.names.spelled,
    });
}
function ownershipOf(entry, { store }, means) {
    const { projectUuid } = store.config;
    return (0,ownership/* createOwnership */.s4)((0,ownership/* deriveMarkKey */.s0)(means.keyMaterial, projectUuid), {
        repositoryId: means.deps.workflow.repositoryId ?? '',
        projectUuid,
        destination: entry.name,
        formerly: entry.formerly,
    });
}
function contextOf(name, { deps, deadline }) {
    const send = (0,http/* retryingFetch */.X)({ unsaidWaitMs: UNSAID_WAIT_MS });
    return {
        name,
        // What is under way may end; what is cut off, ends.
        fetch: async (input, init) => send(input, { ...init, signal: deadline.cut }),
        signal: deadline.stop,
        mask: (strings) => deps.mask(strings),
        oidcToken: async (audience) => {
            const token = await oidcToken(audience, deadline.cut);
            (0,masks/* maskCredentials */.Bs)([token], deps);
            return token;
        },
        variable,
    };
}
function variable(name) {
    return environment/* environment */.cA[name];
}


/***/ }),

/***/ 7454:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ Trackers),
/* harmony export */   i: () => (/* binding */ planTargets)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5650);
/* harmony import */ var _git_repository_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5884);
/* harmony import */ var _platform_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1250);
/* harmony import */ var _output_place_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3497);
// Where the plaintext of each opened file goes, and whether it may: inside the store or the output
// directory, never through a link, never over a file that git tracks.





/** @param outputDirectory the input; undefined = beside the ciphertext */
async function planTargets(workflow, stores, outputDirectory) {
    const base = outputDirectory && outputBase(workflow, outputDirectory);
    const places = stores.flatMap(({ store, files }) => files.map((file) => {
        const below = stores.length > 1 ? store.path : '.';
        return base
            ? { file, within: base.within, path: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(base.path, below, file.plaintextPath) }
            : { file, within: store.root, path: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(store.root, file.plaintextPath) };
    }));
    const workspace = workflow.workspace.real;
    const clashes = clashesOf(places.map(({ path }) => (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .shownPath */ .pS)(workspace, path)));
    const trackers = new Trackers(workspace);
    const targets = [];
    const errors = [...clashes];
    for (const place of places) {
        const result = await lookAt(place, workspace, trackers);
        if (result instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ)
            errors.push(result);
        else
            targets.push(result);
    }
    return { targets, errors };
}
async function lookAt({ file, within, path }, workspace, trackers) {
    const shown = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .shownPath */ .pS)(workspace, path);
    const found = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .statOf */ ._N)(path);
    const write = {
        path,
        shown,
        within,
        replaces: found !== undefined,
        content: () => file.plaintext.reveal(),
    };
    if (!found)
        return { file, write, state: 'new' };
    if (!found.isFile())
        return notAFile(shown);
    if (!(0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .isFreeOfLinks */ .HQ)(within, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(path)))
        return throughLink(shown);
    const tracked = await trackers.isTracked(path);
    if (tracked !== false)
        return trackedPlaintext(shown, tracked);
    return { file, write, state: hasContent(path, file) ? 'unchanged' : 'replaced' };
}
function hasContent(path, file) {
    const read = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .readRegularFile */ .XF)(path, file.size);
    return 'bytes' in read && read.bytes.equals(file.plaintext.reveal());
}
/** Asks each repository once what it tracks. */
class Trackers {
    #workspace;
    #tracked = new Map();
    constructor(workspace) {
        this.#workspace = workspace;
    }
    /** undefined when there is a repository that cannot be asked. */
    async isTracked(path) {
        const repository = (0,_git_repository_js__WEBPACK_IMPORTED_MODULE_2__/* .findRepository */ .W)(this.#workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(path));
        if (!repository)
            return false;
        const known = this.#tracked.get(repository.workTree) ?? repository.trackedPaths();
        this.#tracked.set(repository.workTree, known);
        return (await known)?.has(repository.relative(path));
    }
}
// Names that one disk keeps apart are the same on another: by case, by Unicode normal form.
function clashesOf(paths) {
    const seen = new Map();
    const errors = [];
    for (const path of paths) {
        const key = path.normalize('NFC').toLowerCase();
        const other = seen.get(key);
        if (other !== undefined) {
            errors.push(new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('TARGET_CLASH', {
                what: `two secret files would be written to one path: ${other} and ${path}`,
                where: { file: path },
                fix: 'Rename one of them, or choose one with `files`.',
            }));
        }
        seen.set(key, path);
    }
    return errors;
}
function outputBase(workflow, input) {
    const place = (0,_output_place_js__WEBPACK_IMPORTED_MODULE_4__/* .outputPlace */ .h)(workflow, { name: 'output-directory', value: input });
    const there = (0,_platform_files_js__WEBPACK_IMPORTED_MODULE_3__/* .statOf */ ._N)(place.path);
    if (there && !there.isDirectory()) {
        throw (0,_output_place_js__WEBPACK_IMPORTED_MODULE_4__/* .unsafeOutput */ .s)({ name: 'output-directory', value: input }, 'it is no folder');
    }
    return place;
}
function notAFile(shown) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('TARGET_NOT_A_FILE', {
        what: `${shown} exists and is no regular file (a folder or a link), so it is not replaced`,
        where: { file: shown },
        fix: 'Remove it from the checkout, or write elsewhere with `output-directory`.',
    });
}
function throughLink(shown) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('PATH_UNSAFE', {
        what: `${shown} cannot be written: a folder on the way is a link`,
        where: { file: shown },
        fix: 'Remove the link from the checkout, or write elsewhere with `output-directory`.',
    });
}
function trackedPlaintext(shown, tracked) {
    const name = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(shown);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('PLAINTEXT_TRACKED', {
        what: tracked
            ? `the plaintext ${shown} is committed to git; it is not touched, because cleaning up would delete it`
            : `${shown} exists, and git cannot be asked whether it is committed`,
        where: { file: shown },
        fix: tracked
            ? `Its values are public to all who can read the repository: change them, then \`git rm --cached ${name}\` and add it to .gitignore.`
            : 'Install git on the runner, or write elsewhere with `output-directory`.',
    });
}


/***/ }),

/***/ 7082:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ listenForInterruption)
/* harmony export */ });
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


/***/ }),

/***/ 1439:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   CD: () => (/* binding */ attempt),
/* harmony export */   Vo: () => (/* binding */ eachBounded),
/* harmony export */   fN: () => (/* binding */ untilCut)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _results_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3744);


/** Runs so many at a time, in order; what throws ends all. */
async function eachBounded(items, concurrency, run) {
    const queue = items.values();
    const lane = async () => {
        for (const item of queue)
            await run(item);
    };
    const lanes = Math.max(1, Math.min(concurrency, items.length));
    await Promise.all(Array.from({ length: lanes }, lane));
}
/**
 * An outcome for each name; none of them: not tried. Never throws. One call has all items of a
 * destination: some bundle them or keep books over all, and only the adapter knows how.
 */
async function attempt(call) {
    const { names, signals } = call;
    if (signals.stop.aborted)
        return new Map();
    try {
        const outcomes = await untilAborted(signals.over, call.send());
        return new Map(names.flatMap((name, index) => {
            const reached = attemptOf(call, name, outcomes[index]);
            return reached === undefined ? [] : [[name, reached]];
        }));
    }
    catch (thrown) {
        const error = failureOf(call, thrown);
        return new Map(names.map((name) => [name, error]));
    }
}
function attemptOf(call, name, outcome) {
    const { destination, signals } = call;
    if (outcome?.name === name) {
        if (outcome.kind === 'done')
            return 'done';
        if (outcome.kind === 'failed')
            return failureOf(call, outcome.error);
        if (outcome.kind === 'broken off')
            return failureOf(call, outcome.thrown);
        // Left undone without a reason, it would be missing and nobody would be told.
        if (signals.stop.aborted)
            return undefined;
    }
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('DESTINATION_FAILED', {
        what: `"${destination}" did not say what became of an item`,
        fix: 'Run again. If it stays, please report it: the adapter of this type has a bug.',
    });
}
/** The work, or the reason of `cut` as soon as it has to be given up. */
async function untilCut({ cut }, work) {
    return untilAborted(cut, work);
}
async function untilAborted(signal, work) {
    const { promise, reject } = Promise.withResolvers();
    const onAbort = () => reject(reasonOf(signal));
    if (signal.aborted)
        onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
        return await Promise.race([work, promise]);
    }
    finally {
        signal.removeEventListener('abort', onAbort);
    }
}
/** Why nothing new is begun. */
function reasonOf(signal) {
    if (signal.reason instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ)
        return signal.reason;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('PUSH_STOPPED', {
        what: 'the push was stopped before all was written',
        fix: 'Run again: it finishes the rest, and leaves alone what is done.',
    });
}
function failureOf({ destination, signals }, thrown) {
    const error = (0,_results_js__WEBPACK_IMPORTED_MODULE_1__/* .failureAt */ .iY)(destination, thrown);
    if (!signals.stop.aborted || !isOfTheEnd(thrown))
        return error;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('PUSH_STOPPED', {
        what: `"${destination}": the end came in the midst of it, and whether it was done is not known`,
        fix: 'Run again: it finishes the rest, and leaves alone what is done.',
    });
}
function isOfTheEnd(thrown) {
    if (thrown instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ)
        return thrown.code === 'PUSH_STOPPED';
    return thrown instanceof Error && thrown.name === 'AbortError';
}


/***/ }),

/***/ 8316:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ startDeadline)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
// When talking to destinations has to end: after its time, or when the job is cancelled. First nothing new
// is begun; what is under way has a moment to finish, and then it is cut off; what became of it has
// another moment to be told. Owns the timers, nothing else.

/** Between the cut and the end of all waiting: enough for code, not for requests. */
const TELLING_MS = 500;
function startDeadline(options) {
    const { limitMs, graceMs, interrupt, stopped = stoppedBy, later = onTimer } = options;
    const cutOff = options.stopped ?? cutBy;
    const [stop, cut, over] = [new AbortController(), new AbortController(), new AbortController()];
    const callOffs = [];
    const end = (by) => {
        if (stop.signal.aborted)
            return;
        stop.abort(stopped(by));
        callOffs.push(later(() => cut.abort(cutOff(by)), graceMs), later(() => over.abort(cutOff(by)), graceMs + TELLING_MS));
    };
    const onInterrupt = () => end('the end of the job');
    if (interrupt?.aborted)
        onInterrupt();
    else {
        callOffs.push(later(() => end('its time limit'), limitMs));
        interrupt?.addEventListener('abort', onInterrupt, { once: true });
    }
    return {
        stop: stop.signal,
        cut: cut.signal,
        over: over.signal,
        close() {
            interrupt?.removeEventListener('abort', onInterrupt);
            for (const callOff of callOffs)
                callOff();
        },
    };
}
function onTimer(run, delayMs) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
}
// What an aborted request throws is this very error, wherever it comes out.
function stoppedBy(by) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('PUSH_STOPPED', {
        what: `the push was stopped by ${by} before all was written`,
        fix: 'Run again: it finishes the rest, and leaves alone what is done.',
    });
}
function cutBy(by) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('PUSH_STOPPED', {
        what: `a request was cut off by ${by}: whether it was done is not known`,
        fix: 'Run again: it finishes the rest, and leaves alone what is done.',
    });
}


/***/ }),

/***/ 1450:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AY: () => (/* binding */ decideWanted),
/* harmony export */   DS: () => (/* binding */ spelling),
/* harmony export */   MU: () => (/* binding */ isOurs),
/* harmony export */   TN: () => (/* binding */ keyOf),
/* harmony export */   XD: () => (/* binding */ decideUnwanted),
/* harmony export */   dX: () => (/* binding */ byKey)
/* harmony export */ });
/** What is one name at the destination. */
function spelling({ names }, name) {
    return names.spelled?.(name) ?? name;
}
function keyOf({ capabilities }, name) {
    return spelling(capabilities, name);
}
// A page that moved while it was read can bring an item twice, and a name can stand among the
// deleted and among the living: what lives counts.
function byKey(request) {
    const known = new Map();
    for (const item of request.remote) {
        const key = keyOf(request, item.name);
        const before = known.get(key);
        if (before && (item.isDeleted || !before.item.isDeleted))
            continue;
        known.set(key, { item, whose: request.ownership.judge(key, item.mark) });
    }
    return known;
}
function isOurs(whose) {
    return whose === 'ours' || whose === 'ours formerly' || whose === 'ours by another key';
}
function decideWanted(request, desired, known) {
    const { name } = desired;
    if (known === undefined) {
        return { kind: 'create', name, why: '', write: { desired, current: undefined } };
    }
    const { item, whose } = known;
    const write = { desired, current: item };
    if (!isOurs(whose))
        return decideForeign(request, write, whose);
    if (item.isDeleted)
        return { kind: 'create', name, why: 'was deleted; brought back', write };
    if (item.isDrifted) {
        const why = 'changed at the destination since';
        const isImported = request.rules.initialSync === 'import-prioritize-destination';
        return isImported
            ? { kind: 'import', name, why, isTakenIn: true }
            : { kind: 'drifted', name, why, write };
    }
    if (whose === 'ours by another key') {
        return { kind: 'update', name, why: 'marked with another key', write };
    }
    if (whose === 'ours formerly') {
        return { kind: 'update', name, why: 'marked with a former name of the destination', write };
    }
    const key = keyOf(request, name);
    const isSame = item.mark !== undefined && request.ownership.isOfValue(key, item.mark, desired.value) === true;
    return isSame ? { kind: 'unchanged', name, why: '' } : { kind: 'update', name, why: '', write };
}
function decideForeign({ rules }, write, whose) {
    const { name } = write.desired;
    const { isDeleted, mark } = write.current;
    const isTakenIn = rules.initialSync === 'import-prioritize-destination' && !isDeleted;
    if (isTakenIn && rules.adopt) {
        return { kind: 'import', name, why: 'the destination has it already', isTakenIn };
    }
    const says = mark === undefined ? 'has no mark of ours' : 'is marked by another owner';
    const about = whose === 'forged' ? 'has a mark that is not valid for it' : says;
    if (rules.adopt) {
        return { kind: isDeleted ? 'create' : 'update', name, why: `adopted: ${about}`, write };
    }
    return {
        kind: 'foreign',
        name,
        why: isDeleted ? `${about}, and is scheduled for deletion` : about,
        isTakenIn,
    };
}
/** Of what is there and not wanted; undefined: it is none of our business. */
function decideUnwanted(request, { item, whose }) {
    const { rules, capabilities } = request;
    const { name } = item;
    if (item.isDeleted)
        return undefined;
    const fits = rules.matchesSchema?.(name) ?? true;
    if (!isOurs(whose)) {
        if (rules.initialSync === 'overwrite-destination' || !fits)
            return undefined;
        return { kind: 'import', name, why: 'only the destination has it', isTakenIn: true };
    }
    const gone = 'no longer in the source, and stays';
    const skip = (why) => ({ kind: 'skip', name, why: `${gone}: ${why}` });
    if (whose === 'ours by another key')
        return skip('marked with another key');
    if (!fits)
        return skip('its name does not match the key schema');
    if (rules.delete === 'never')
        return skip('`delete` is `never`');
    if (!capabilities.canDelete)
        return skip('this destination cannot delete');
    return { kind: 'delete', name, why: 'no longer in the source', removal: item };
}


/***/ }),

/***/ 9767:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  r: () => (/* binding */ desiredItems),
  C: () => (/* binding */ problem)
});

// EXTERNAL MODULE: ./errors.js
var errors = __webpack_require__(5650);
// EXTERNAL MODULE: ./secret-value.js
var secret_value = __webpack_require__(2577);
// EXTERNAL MODULE: ./secrets/dotenv-value.js
var dotenv_value = __webpack_require__(717);
;// CONCATENATED MODULE: ./push/format.js


const formats = (/* unused pure expression or super */ null && (['json', 'dotenv', 'yaml']));
// YAML allows 1,024 characters for a key on one line, quotes and escapes included.
const ANY_NAME = {
    pattern: /^[^\p{C}\p{Zl}\p{Zp}]+$/u,
    allows: 'all but control characters',
    maxLength: 255,
};
/** Of the names inside the item. */
const formatNames = {
    json: ANY_NAME,
    yaml: ANY_NAME,
    dotenv: dotenv_value/* dotenvNames */.z,
};
/** @param variables with names that differ and follow `formatNames` */
function formatVariables(format, variables) {
    const sorted = variables.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const unwritable = [];
    const entries = [];
    for (const { name, value } of sorted) {
        const entry = writers[format](name, value.reveal());
        if (entry === undefined)
            unwritable.push(name);
        else
            entries.push(entry);
    }
    const text = format === 'json' ? `{${entries.join(',')}}` : entries.join('');
    return { text: new secret_value/* SecretValue */.i(text), unwritable };
}
/** One entry of the text; undefined: not to be written. */
const writers = {
    // Entry by entry: an object of JavaScript would put "10" behind "9", and has a use for `__proto__`.
    json: (name, value) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
    yaml: (name, value) => `${yamlScalar(name)}: ${yamlScalar(value)}\n`,
    dotenv: (name, value) => {
        const written = (0,dotenv_value/* dotenvValue */.q)(value);
        return written === undefined ? undefined : `${name}=${written}\n`;
    },
};
// JSON leaves these as they are. Readers of YAML 1.1 refuse them, or take them for line ends.
const NOT_PLAIN_YAML = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
/** A JSON string is a double-quoted scalar of YAML 1.2. */
function yamlScalar(text) {
    return JSON.stringify(text).replace(NOT_PLAIN_YAML, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

;// CONCATENATED MODULE: ./push/desired-items.js


/** A mistake in the entry of a destination. */
function problem(entry, code, details) {
    return new errors/* ActionError */.lZ(code, {
        ...(entry.where && { where: entry.where }),
        ...details,
        what: `destination "${entry.name}": ${details.what}`,
    });
}
/** @param derived under their names before the provider spells them */
function desiredItems(derived, entry) {
    const { bundle, capabilities, empty } = entry;
    const named = (bundle ? derived : derived.map((item) => spell(item, capabilities.names))).toSorted(byName);
    const blank = named.filter(isEmpty);
    const parts = empty === 'skip' ? named.filter((item) => !isEmpty(item)) : named;
    const rule = bundle ? formatNames[bundle.format] : capabilities.names;
    const errors = [
        // Also among those left out: whether names clash must not depend on values.
        ...clashes(named, entry),
        ...badNames(parts, rule, entry),
        ...emptyValues(blank, entry),
    ];
    const left = empty === 'skip' ? blank : [];
    const blankNames = left.map(({ name }) => name);
    if (bundle)
        return { ...bundled(parts, { entry, bundle, errors }), parts, blank: blankNames };
    const leftOut = blankNames.map((name) => ({ name, why: 'its value is empty' }));
    const all = [...errors, ...overLimits(parts, entry)];
    return { items: parts, parts, leftOut, blank: blankNames, errors: all };
}
const byName = (one, other) => (one.name < other.name ? -1 : 1);
const isEmpty = ({ value }) => value.reveal() === '';
const bytesOf = ({ value }) => Buffer.byteLength(value.reveal());
function spell(item, { spelled }) {
    return spelled ? { ...item, name: spelled(item.name) } : item;
}
function bundled(parts, { entry, bundle, errors }) {
    const { format } = bundle;
    const { names } = entry.capabilities;
    const { text, unwritable } = formatVariables(format, parts);
    const sources = parts.flatMap((part) => part.sources);
    const item = spell({ name: bundle.item, value: text, sources: [...new Set(sources)] }, names);
    const all = [...errors, ...badNames([item], names, entry)];
    if (unwritable.length > 0)
        all.push(notWritable(unwritable, format, entry));
    // Nothing to write is no reason to write an empty file over what is there.
    if (parts.length === 0) {
        return { items: [], leftOut: [{ name: item.name, why: 'it would be empty' }], errors: all };
    }
    if (all.length === 0)
        all.push(...overLimits([item], entry));
    return { items: [item], leftOut: [], errors: all };
}
function notWritable(names, format, entry) {
    return problem(entry, 'VALUE_NOT_WRITABLE', {
        what: `no ${format} text is read back as the value of ${listed(names)}`,
        fix: 'A dotenv file has no form for some mixtures of quotes, `#` and line ends. Use `format: json` or `yaml`, or put {{base64 NAME}} into `values`.',
    });
}
function clashes(items, entry) {
    const groups = Map.groupBy(items, ({ name }) => name);
    const several = [...groups.values()].filter((group) => group.length > 1);
    if (several.length === 0)
        return [];
    const told = several.map((group) => `${listed(group.map(from))} as ${desired_items_short(group[0]?.name ?? '')}`);
    return [
        problem(entry, 'NAME_CLASH', {
            what: `several would be written under one name: ${listed(told, '; ')}`,
            fix: 'Rename with `select` (`NEW=OLD`) or leave one out (`!NAME`). A name in `values` that a file has too needs `!NAME`.',
        }),
    ];
}
const from = ({ sources }) => listed(sources, ' + ');
function badNames(items, rule, entry) {
    const errors = [];
    const wrong = items.filter(({ name }) => !fits(name, rule));
    if (wrong.length > 0) {
        errors.push(problem(entry, 'NAME_INVALID', {
            what: `not a possible name there: ${listed(wrong.map(({ name }) => desired_items_short(name)))}`,
            fix: `Names there are ${rule.allows}, ${rule.maxLength} characters at most. Rename with \`select\` (\`NEW=OLD\`) or \`key-schema\`, or leave them out (\`!NAME\`).`,
        }));
    }
    const prefixes = (rule.reservedPrefixes ?? []).map((prefix) => prefix.toLowerCase());
    const reserved = items.filter(({ name }) => prefixes.some((prefix) => name.toLowerCase().startsWith(prefix)));
    if (reserved.length > 0) {
        errors.push(problem(entry, 'NAME_RESERVED', {
            what: `the provider keeps these names for itself: ${listed(reserved.map(({ name }) => desired_items_short(name)))}`,
            fix: `No name there begins with ${rule.reservedPrefixes?.join(', ')}. Rename with \`select\` (\`NEW=OLD\`) or \`key-schema\`.`,
        }));
    }
    return errors;
}
/** The whole name, however the pattern is written. */
function fits(name, { pattern, maxLength }) {
    if (name === '' || name.length > maxLength)
        return false;
    const flags = pattern.flags.replace('m', '');
    return new RegExp(`^(?:${pattern.source})$`, flags).test(name);
}
function emptyValues(blank, entry) {
    const takesThem = entry.bundle !== undefined || entry.capabilities.limits.takesEmpty;
    if (blank.length === 0 || entry.empty === 'skip')
        return [];
    if (entry.empty === 'push' && takesThem)
        return [];
    const names = listed(blank.map((item) => `${desired_items_short(item.name)} (from ${from(item)})`));
    return [
        problem(entry, 'VALUE_EMPTY', {
            what: `empty: ${names}`,
            fix: `Give a value, leave it out (\`!NAME\`), or say \`empty: skip\`${takesThem ? ' or `empty: push`' : '; empty values cannot be kept there'}.`,
        }),
    ];
}
function overLimits(items, entry) {
    const { limits } = entry.capabilities;
    return [
        ...tooLarge(items, limits, entry),
        ...(limits.items !== undefined && items.length > limits.items
            ? [
                problem(entry, 'DESTINATION_FULL', {
                    what: `${items.length} items, and it takes ${limits.items}`,
                    fix: 'Push fewer (`select`, `from`), or put them into one item (`format: json`).',
                }),
            ]
            : []),
    ];
}
function tooLarge(items, { valueBytes, totalBytes }, entry) {
    const errors = [];
    const large = items.filter((item) => bytesOf(item) > valueBytes);
    if (large.length > 0) {
        const told = large.map((item) => `${desired_items_short(item.name)} (${bytesOf(item)} bytes)`);
        errors.push(problem(entry, 'VALUE_TOO_LARGE', {
            what: `over ${valueBytes} bytes, which is all a value may have there: ${listed(told)}`,
            fix: entry.bundle
                ? 'Put less into the item (`select`), make several destinations of it, or leave `format` out.'
                : 'Shorten the value, or leave it out (`!NAME`).',
        }));
    }
    const total = items.reduce((sum, item) => sum + bytesOf(item), 0);
    if (totalBytes !== undefined && total > totalBytes) {
        errors.push(problem(entry, 'VALUE_TOO_LARGE', {
            what: `the values have ${total} bytes together, and it takes ${totalBytes}`,
            fix: 'Push fewer (`select`, `from`), or spread them over several destinations.',
        }));
    }
    return errors;
}
const MAX_LISTED = 20;
const MAX_LENGTH = 80;
/** `A, B and 3 more`. */
function listed(texts, separator = ', ') {
    const rest = texts.length - MAX_LISTED;
    return texts.slice(0, MAX_LISTED).join(separator) + (rest > 0 ? ` and ${rest} more` : '');
}
function desired_items_short(name) {
    if (name.length <= MAX_LENGTH)
        return name;
    return `${name.slice(0, MAX_LENGTH).replace(/[\ud800-\udbff]$/, '')}…`;
}


/***/ }),

/***/ 4083:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   jh: () => (/* binding */ isCommitId),
/* harmony export */   s0: () => (/* binding */ deriveMarkKey),
/* harmony export */   s4: () => (/* binding */ createOwnership)
/* harmony export */ });
/* unused harmony export ownerOf */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
// Marks of ownership: the key they are made with, what they say, and whose an item is by its mark.
// Owns every HMAC of a push. Knows no provider and no plan; does no input or output.

const INFO = 'kanuka push v1';
const KEY_BYTES = 32;
const KID_DIGITS = 8;
const OWN_DIGITS = 16;
const FP_DIGITS = 32;
/** The least that a provider takes: the value of a label at Google. */
const MAX_OWNER = 63;
const OWNER_HASH_DIGITS = 32;
const MAX_REPOSITORY_ID = 19;
const NO_COMMIT = '0'.repeat(40);
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** The same for every encoding of a private key, and for every rotation and job. */
function deriveMarkKey(material, projectUuid) {
    const seed = 'fingerprintKey' in material
        ? Buffer.from(material.fingerprintKey.reveal(), 'utf8')
        : primesOf(material.privateKey);
    const bytes = Buffer.from((0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hkdfSync)('sha256', seed, projectUuid, INFO, KEY_BYTES));
    const kid = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update('kid').update(bytes).digest('hex').slice(0, KID_DIGITS);
    const key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createSecretKey)(bytes);
    seed.fill(0);
    bytes.fill(0);
    return { kid, key };
}
// The modulus is public, and the exponent differs between tools that write the same key; the two
// primes are what a key is. Tools do not agree which comes first either.
function primesOf(privateKey) {
    const { p, q } = privateKey.export({ format: 'jwk' });
    if (p === undefined || q === undefined)
        throw new TypeError('an RSA private key is needed');
    const primes = [p, q].map((prime) => withoutLeadingZeros(Buffer.from(prime, 'base64url')));
    const [smaller, larger] = primes.toSorted((one, other) => one.length - other.length || Buffer.compare(one, other));
    const seed = Buffer.concat([smaller ?? Buffer.alloc(0), larger ?? Buffer.alloc(0)]);
    for (const prime of primes)
        prime.fill(0);
    return seed;
}
function withoutLeadingZeros(bytes) {
    const start = bytes.findIndex((byte) => byte !== 0);
    return start === -1 ? bytes.subarray(bytes.length) : bytes.subarray(start);
}
/**
 * Three facts in one field of 63 characters at most: `<entry>-<repository>-<hash>`. The hash, of 128
 * bits over all three, tells owners apart; what stands before it is there for people to read.
 */
function ownerOf({ repositoryId, projectUuid, destination, }) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(fields(['owner', repositoryId, projectUuid, destination]))
        .digest('hex')
        .slice(0, OWNER_HASH_DIGITS);
    const repository = readable(repositoryId, MAX_REPOSITORY_ID);
    const end = [repository, hash].filter((part) => part !== '').join('-');
    const entry = readable(destination, MAX_OWNER - end.length - 1);
    return entry === '' ? end : `${entry}-${end}`;
}
function readable(text, length) {
    const plain = text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    return plain.replace(/^-/, '').slice(0, length).replace(/-$/, '');
}
/** @param item in all of these, a name as its destination spells it */
function createOwnership({ kid, key }, identity) {
    const owner = ownerOf(identity);
    const formerOwners = (identity.formerly ?? []).map((destination) => ownerOf({ ...identity, destination }));
    const ownFor = (by, item) => hmac(key, ['own', by, item], OWN_DIGITS);
    const fpFor = (item, value) => hmac(key, ['fp', owner, item, value.reveal()], FP_DIGITS);
    const judge = (item, mark) => {
        if (mark === undefined)
            return 'foreign';
        const isFormer = formerOwners.includes(mark.owner);
        if (mark.owner !== owner && !isFormer)
            return 'foreign';
        if (mark.kid !== kid)
            return 'ours by another key';
        if (!isSame(mark.own, ownFor(mark.owner, item)))
            return 'forged';
        return mark.owner === owner ? 'ours' : 'ours formerly';
    };
    return {
        owner,
        formerOwners,
        judge,
        isOfValue: (item, mark, value) => judge(item, mark) === 'ours' ? isSame(mark.fp, fpFor(item, value)) : undefined,
        mark: (item, value, commit) => ({
            owner,
            kid,
            own: ownFor(owner, item),
            fp: fpFor(item, value),
            commit: isCommitId(commit) ? commit : NO_COMMIT,
        }),
    };
}
/** Whether a mark's commit can be one at all. */
function isCommitId(text) {
    return COMMIT.test(text) && !/^0+$/.test(text);
}
function hmac(key, parts, digits) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', key).update(fields(parts)).digest('hex').slice(0, digits);
}
// Each with its length before it, so that no two lists of fields have the same bytes.
function fields(parts) {
    return Buffer.concat(parts.flatMap((part) => {
        const bytes = Buffer.from(part, 'utf8');
        const length = Buffer.alloc(4);
        length.writeUInt32BE(bytes.length);
        return [length, bytes];
    }));
}
function isSame(given, expected) {
    const [one, other] = [Buffer.from(given, 'utf8'), Buffer.from(expected, 'utf8')];
    return one.length === other.length && (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.timingSafeEqual)(one, other);
}


/***/ }),

/***/ 2173:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   MP: () => (/* binding */ compareNames),
/* harmony export */   _M: () => (/* binding */ obstaclesOf),
/* harmony export */   dU: () => (/* binding */ rollback),
/* harmony export */   nZ: () => (/* binding */ warningsOf),
/* harmony export */   rZ: () => (/* binding */ foreignNames),
/* harmony export */   yd: () => (/* binding */ tooManyDeletes)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _decision_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1450);
/* harmony import */ var _ownership_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4083);
// What a plan must not do, and what people have to be told of it: as errors and warnings. Pure.



const SHOWN_NAMES = 10;
function rollback(request, known) {
    const { destination, rules } = request;
    if (rules.allowRollback)
        return undefined;
    const later = known.find(({ item, whose }) => (0,_decision_js__WEBPACK_IMPORTED_MODULE_2__/* .isOurs */ .MU)(whose) &&
        (0,_ownership_js__WEBPACK_IMPORTED_MODULE_1__/* .isCommitId */ .jh)(item.mark?.commit ?? '') &&
        request.isLater(item.mark?.commit ?? ''));
    if (later === undefined)
        return undefined;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('ROLLBACK_REFUSED', {
        what: `"${destination}" holds what the later commit ${later.item.mark?.commit.slice(0, 12)} pushed (${later.item.name}): this run is an older one, and wrote nothing there`,
        fix: 'Nothing is to be done if a newer run has pushed already. To go back to the older values on purpose, set `allow-rollback: true`.',
    });
}
function tooManyDeletes({ destination, desired, rules }, amount) {
    if (amount === 0)
        return undefined;
    if (desired.length === 0) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('DELETE_REFUSED', {
            what: `the source of "${destination}" is empty: all ${amount} of our items there would be deleted, and were not`,
            fix: 'Look at `from`, `files` and `select`. To empty a destination on purpose, delete its items there.',
        });
    }
    if (amount <= rules.maxDeletes)
        return undefined;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('DELETE_REFUSED', {
        what: `${amount} items of "${destination}" would be deleted, which is more than \`max-deletes: ${rules.maxDeletes}\`; none was`,
        fix: `Look at the plan (\`dry-run: true\`). If it is right, set \`max-deletes: ${amount}\` for this destination.`,
    });
}
function foreignNames({ destination }, rows) {
    const names = rows.filter(({ kind }) => kind === 'foreign').map(({ name }) => name);
    if (names.length === 0)
        return undefined;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('ITEM_FOREIGN', {
        what: `"${destination}" has ${listed(names)} already, not made by this destination; not written`,
        fix: 'Rename ours (`select`, `key-schema`), remove it there, or set `adopt: true` once to take it over.',
    });
}
function obstaclesOf({ destination, remote, capabilities, rules }, rows) {
    const obstacles = [];
    if (rules.initialSync !== 'overwrite-destination' && capabilities.reads !== 'values') {
        obstacles.push(new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('IMPORT_UNREADABLE', {
            what: `"${destination}" has \`initial-sync: ${rules.initialSync}\`, but its values cannot be read back`,
            fix: 'Set `initial-sync: overwrite-destination`.',
        }));
    }
    const { items } = capabilities.limits;
    const living = remote.filter(({ isDeleted }) => !isDeleted).length;
    const creates = rows.filter(({ kind }) => kind === 'create').length;
    if (items !== undefined && creates > 0 && living + creates > items) {
        obstacles.push(new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('DESTINATION_FULL', {
            what: `"${destination}" takes ${items} items: ${living} are there and ${creates} would be added`,
            fix: 'Remove items there, push fewer (`select`), or put them into one (`format: json`).',
        }));
    }
    return obstacles;
}
function warningsOf({ destination }, known) {
    const namesOf = (whose) => known
        .filter((each) => each.whose === whose && !each.item.isDeleted)
        .map(({ item }) => item.name)
        .toSorted(compareNames);
    const [forged, another] = [namesOf('forged'), namesOf('ours by another key')];
    return [
        ...(forged.length > 0
            ? [
                `"${destination}": ${listed(forged)} has our mark, but not one that is valid for it: copied from another item, or written by someone else. It counts as foreign.`,
            ]
            : []),
        ...(another.length > 0
            ? [
                `"${destination}": ${listed(another)} is marked with another key: written once more when it is in the source, and never deleted.`,
            ]
            : []),
    ];
}
/** Some of many names, for a sentence. */
function listed(names) {
    const shown = names.slice(0, SHOWN_NAMES).join(', ');
    const more = names.length - SHOWN_NAMES;
    return more > 0 ? `${shown} and ${more} more` : shown;
}
function compareNames(one, other) {
    if (one === other)
        return 0;
    return one < other ? -1 : 1;
}


/***/ }),

/***/ 3744:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bg: () => (/* binding */ resultOf),
/* harmony export */   iY: () => (/* binding */ failureAt),
/* harmony export */   kO: () => (/* binding */ groupedErrors)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _refusals_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2173);


function resultOf({ plan, wanted, ...rest }) {
    const { destination } = rest;
    if (plan === undefined) {
        const none = { created: 0, updated: 0, unchanged: 0, deleted: 0, skipped: 0 };
        return { counts: { destination, ...none, failed: wanted }, items: [] };
    }
    const items = plan.rows.map((row) => {
        const outcome = outcomeOf(row.kind, rest.attempts.get(row.name), rest.isDryRun);
        const isHindered = outcome === 'not tried' && row.why === '';
        return { ...row, outcome, why: isHindered ? rest.hindrance : row.why };
    });
    return { counts: countsOf(destination, items), items };
}
function outcomeOf(kind, attempt, isDryRun) {
    if (kind === 'foreign')
        return 'failed';
    if (kind === 'unchanged' || kind === 'skip' || kind === 'import')
        return 'nothing to do';
    if (isDryRun)
        return 'planned';
    if (attempt === undefined)
        return 'not tried';
    return attempt === 'done' ? 'done' : 'failed';
}
function countsOf(destination, items) {
    const counts = { created: 0, updated: 0, unchanged: 0, deleted: 0, skipped: 0, failed: 0 };
    for (const item of items)
        counts[countOf(item)] += 1;
    return { destination, ...counts };
}
function countOf({ kind, outcome }) {
    if (outcome === 'failed')
        return 'failed';
    // What is not deleted does no harm; what is not written is missing.
    if (outcome === 'not tried')
        return kind === 'delete' ? 'skipped' : 'failed';
    switch (kind) {
        case 'create':
            return 'created';
        case 'update':
        case 'drifted':
            return 'updated';
        case 'delete':
            return 'deleted';
        case 'unchanged':
            return 'unchanged';
        case 'skip':
        case 'import':
            return 'skipped';
        case 'foreign':
            return 'failed';
    }
}
/** Whatever was thrown by an adapter, as an error for people. */
function failureAt(destination, thrown) {
    if (thrown instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ)
        return thrown;
    if (isDestinationError(thrown)) {
        const { what, fix } = thrown;
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('DESTINATION_FAILED', { what: `"${destination}": ${what}`, fix });
    }
    const [error] = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .toActionErrors */ .vb)(thrown);
    return error ?? new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('INTERNAL', { what: 'nothing was thrown', fix: '' });
}
// By its name too: what is typed only is not loaded.
function isDestinationError(thrown) {
    return thrown instanceof Error && thrown.name === 'DestinationError';
}
/** One error for all items that failed for one reason, in the order of the first of each. */
function groupedErrors(attempts) {
    const groups = new Map();
    for (const [name, error] of attempts) {
        if (error === 'done')
            continue;
        const key = JSON.stringify([error.code, error.what, error.fix]);
        const group = groups.get(key) ?? { error, names: [] };
        group.names.push(name);
        groups.set(key, group);
    }
    return [...groups.values()].map(({ error: { code, what, fix }, names }) => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(code, { what: `${what} (${(0,_refusals_js__WEBPACK_IMPORTED_MODULE_1__/* .listed */ .KE)(names)})`, fix }));
}


/***/ }),

/***/ 717:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ dotenvValue),
/* harmony export */   z: () => (/* binding */ dotenvNames)
/* harmony export */ });
// How a variable is written into a dotenv file: what its name can be, and which forms of a value are read
// back as exactly that value. No I/O.
/** Of names. */
const dotenvNames = {
    // dotenv drops `__proto__`.
    pattern: /^(?!__proto__$)[\w.-]+$/,
    allows: 'letters, digits, `_`, `.` and `-`, and not `__proto__`',
    maxLength: 255,
};
// What dotenv makes of a value. Between quotes everything stays, line feeds included. It ends at the
// last quote before which all others follow a backslash and behind which stands nothing but a
// comment; the backslashes stay in the value. Only between `"` are \n and \r read as line ends, and
// nothing escapes a backslash there. A carriage return itself is always read as a line feed.
const PLAIN = /^[\w./:@%+,=-]*$/;
/** What stands behind `NAME=`; undefined: no form of it is read back. */
function dotenvValue(value) {
    // Half a character has no bytes.
    if (!value.isWellFormed())
        return undefined;
    if (PLAIN.test(value))
        return value;
    for (const quote of ["'", '"', '`']) {
        const inner = quote === '"' ? escapeReturns(value) : value;
        if (inner === undefined || inner.includes('\r') || hasBareQuote(inner, quote))
            continue;
        return quote + inner + quote + (inner.endsWith('\\') ? stopper(quote) : '');
    }
    return oneLine(value);
}
/**
 * For a value with all three quotes. Where the first quote finds no last one, dotenv takes the line up
 * to `#`, and then drops quotes from both of its ends.
 */
function oneLine(value) {
    if (/[#\u2028\u2029]/.test(value))
        return undefined;
    if (!/[\r\n]/.test(value))
        return `'${value}'`;
    const escaped = escapeReturns(value)?.replaceAll('\n', '\\n');
    return escaped === undefined ? undefined : `"${escaped}"`;
}
/**
 * Where the value's last character is a backslash, dotenv searches the next lines for a later quote;
 * this comment has one that cannot be the last, so that a value never depends on those that follow.
 */
function stopper(quote) {
    return ` #${quote}.`;
}
function escapeReturns(value) {
    return /\\[nr]/.test(value) ? undefined : value.replaceAll('\r', '\\r');
}
function hasBareQuote(text, quote) {
    return text.replaceAll(`\\${quote}`, '').includes(quote);
}


/***/ }),

/***/ 9826:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ IDENTITY_SCHEMA),
/* harmony export */   p: () => (/* binding */ environmentOf)
/* harmony export */ });
// The `key-schema`: how a variable is called on its way out. Its grammar is in key-schema-parser.ts,
// loaded only when a schema other than the default is given.
const IDENTITY_SCHEMA = '{{secretKey}}';
/**
 * The environment that a file name tells: what follows `.env.`, without a last `.local`.
 * @param name base name of the plaintext
 * @returns undefined for `.env`, `.env.local` and `app.env`
 */
function environmentOf(name) {
    const [, environment] = /\.env\.(.+)$/s.exec(name.replace(/\.local$/, '')) ?? [];
    return environment;
}


/***/ }),

/***/ 4490:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ collectVariables),
/* harmony export */   n: () => (/* binding */ schemaVariables)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5650);
/* harmony import */ var _dotenv_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9061);
/* harmony import */ var _key_schema_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9826);
/* harmony import */ var _variable_names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9782);
// From decrypted files to the variables that go out: selected, renamed, checked. Nothing is written
// here; every mistake is found before anything is.





/** Later files win. */
function collectVariables(sources, rules) {
    const errors = [];
    const variables = new Map();
    const files = new Map();
    for (const source of sources) {
        for (const variable of variablesOf(source, rules, errors)) {
            const earlier = variables.get(variable.name);
            if (earlier && earlier.sourceName !== variable.sourceName) {
                errors.push(clash(earlier, variable));
            }
            variables.set(variable.name, variable);
            files.set(variable.name, [...(files.get(variable.name) ?? []), source.file]);
        }
    }
    const names = sources.flatMap(({ dotenv }) => [...(dotenv?.variables.keys() ?? [])]);
    for (const rule of rules.selection.unmatched(new Set(names)))
        errors.push(unmatched(rule));
    const overridden = [...files]
        .filter(([, list]) => new Set(list).size > 1)
        .map(([name, list]) => ({ name, files: list }));
    return { variables, overridden, errors };
}
function variablesOf(source, rules, errors) {
    const { dotenv } = source;
    if (!dotenv) {
        errors.push(notText(source));
        return [];
    }
    errors.push(...strayLines(source, dotenv));
    const lines = new Map(dotenv.assignments.map(({ name, line }) => [name, line]));
    errors.push(...prototypeNames(source, rules, lines));
    const found = [];
    for (const [sourceName, value] of dotenv.variables) {
        for (const selected of rules.selection.namesFor(sourceName)) {
            const line = lines.get(sourceName) ?? 1;
            try {
                const name = rename(selected, source, rules);
                found.push({ name, sourceName, value, file: source.file, line });
            }
            catch (error) {
                if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ)
                    errors.push(error);
                else
                    throw error;
                return found;
            }
        }
    }
    return found;
}
function rename(name, source, rules) {
    if (!rules.schema)
        return name;
    const environment = rules.environment ?? (0,_key_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .environmentOf */ .p)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(source.plaintextName));
    if (rules.schema.usesEnvironment && environment === undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('SCHEMA_INVALID', {
            what: `\`key-schema\` uses {{environment}}, and the name of ${source.file} tells none`,
            where: { file: source.file },
            fix: 'Give it: `environment: production`. File names tell it as in `.env.production.kanuka`.',
        });
    }
    return rules.schema.apply(new Map([...schemaVariables(source, rules), ['secretKey', name]]));
}
/** What a key schema may use of a file besides `secretKey`. */
function schemaVariables({ plaintextName, project }, { environment, branch }) {
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(plaintextName);
    return new Map([
        ['environment', environment ?? (0,_key_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .environmentOf */ .p)(file) ?? ''],
        ['project', project],
        ['file', file],
        ['branch', branch],
    ]);
}
function notText(source) {
    if (source.size > _dotenv_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_DOTENV_BYTES */ .y_) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('FILE_TOO_LARGE', {
            what: `${source.file} is too large to hold variables (over ${_dotenv_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_DOTENV_BYTES */ .y_} bytes)`,
            where: { file: source.file },
            fix: 'Leave it out with `files`, and write it as a file in a step of its own.',
        });
    }
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('FILE_NOT_TEXT', {
        what: `${source.file} is not UTF-8 text, so it holds no variables`,
        where: { file: source.file },
        fix: 'Save it as UTF-8, or leave it out with `files: |` and `!path`. As a file it can be decrypted.',
    });
}
// One error a file; the first line is enough to find the rest.
function strayLines(source, dotenv) {
    const [line] = dotenv.strayLines;
    if (line === undefined)
        return [];
    const amount = dotenv.strayLines.length;
    return [
        new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('FILE_NOT_DOTENV', {
            what: `line ${line} of the decrypted ${source.file} is no assignment${amount > 1 ? ` (and ${amount - 1} more)` : ''}`,
            where: { file: source.file },
            fix: 'Write NAME=value; put values with line ends in double quotes. Or leave the file out with `files`.',
        }),
    ];
}
function prototypeNames(source, rules, lines) {
    return [...lines]
        .filter(([name]) => (0,_variable_names_js__WEBPACK_IMPORTED_MODULE_3__/* .isPrototypeName */ .yn)(name) && rules.selection.namesFor(name).length > 0)
        .map(([name, line]) => new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('NAME_INVALID', {
        what: `line ${line} of the decrypted ${source.file} sets ${name}, which no reader of dotenv files keeps`,
        where: { file: source.file },
        fix: `Rename it, or leave it out: \`select: |\` with \`!${name}\`.`,
    }));
}
function clash(earlier, later) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('NAME_CLASH', {
        what: `${earlier.sourceName} (${earlier.file}) and ${later.sourceName} (${later.file}) would both go out as ${later.name}`,
        where: { file: later.file },
        fix: 'Change the rename or the `key-schema` so that names stay different.',
    });
}
function unmatched(rule) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('SELECT_INVALID', {
        what: `the \`select\` rule "${rule}" matches no variable of the selected files`,
        fix: 'Correct the name (case counts), or remove the rule.',
    });
}


/***/ })

};
