export const id = 24;
export const ids = [24];
export const modules = {

/***/ 5024:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  awsParameterStore: () => (/* binding */ awsParameterStore)
});

// EXTERNAL MODULE: ../node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7728);
// EXTERNAL MODULE: ./destinations/contract.js
var contract = __webpack_require__(3569);
// EXTERNAL MODULE: ./destinations/shared/aws-client.js + 1 modules
var aws_client = __webpack_require__(1807);
// EXTERNAL MODULE: ./destinations/shared/aws-credentials.js + 1 modules
var aws_credentials = __webpack_require__(9448);
// EXTERNAL MODULE: ./destinations/shared/aws-errors.js
var aws_errors = __webpack_require__(7374);
// EXTERNAL MODULE: ./destinations/shared/aws-limits.js
var aws_limits = __webpack_require__(3377);
// EXTERNAL MODULE: ./destinations/shared/aws-place.js
var aws_place = __webpack_require__(5441);
;// CONCATENATED MODULE: ./destinations/shared/aws-description.js
const INTRODUCTION = 'Managed by kanuka-secrets-action; changes by hand are replaced.';
const PART = '[a-z0-9-]{1,256}';
const PATTERN = new RegExp(`^[^\\[\\]]{0,256}\\[kanuka v1 owner=(${PART}) kid=(${PART}) own=(${PART}) fp=([0-9a-f]{32}) ` +
    `commit=(${PART}) version=(\\d{1,15})\\]$`);
/** At most 1,024 characters, which is what AWS takes. */
function descriptionOf(mark, version) {
    const { owner, kid, own, fp, commit } = mark;
    return (`${INTRODUCTION} [kanuka v1 owner=${owner} kid=${kid} own=${own} fp=${fp} ` +
        `commit=${commit} version=${version}]`);
}
function markInDescription(text) {
    const found = PATTERN.exec(text ?? '');
    if (found === null)
        return undefined;
    const [, owner = '', kid = '', own = '', fp = '', commit = '', version] = found;
    return { mark: { owner, kid, own, fp, commit }, version: Number(version) };
}

// EXTERNAL MODULE: ./destinations/shared/aws-tags.js
var aws_tags = __webpack_require__(8424);
;// CONCATENATED MODULE: ./destinations/shared/aws-parameter.js
// Parameters of Parameter Store: what AWS takes (paths, names, sizes by tier), the shapes of its answers,
// and a listed parameter as a remote item. Pure.





const STANDARD_BYTES = 4096;
const MAX_PARAMETER_BYTES = 8192;
const MAX_PARAMETER_NAME = 1011;
const MAX_LEVELS = 15;
const RESERVED = /^\/?(?:aws|ssm)/i;
/** Without the last `/`. */
const parameterPath = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(900), dist/* regex */.yGV(/^(?:\/[A-Za-z0-9_.-]+)+\/?$/, 'a path, such as /myapp/prod'), dist/* check */.z6Y((path) => !RESERVED.test(path), 'a path that begins with neither aws nor ssm'), dist/* transform */.pdi((path) => path.replace(/\/$/, '')));
/** As AWS has it: below a path a name with levels begins with `/` as elsewhere. */
function fullNameOf(path, name) {
    if (path === undefined)
        return name;
    return path + (name.startsWith('/') ? name : `/${name}`);
}
/** @throws DestinationError rejected, before anything is sent */
function requireParameter({ name, fullName, value, mayBeAdvanced }) {
    const maxBytes = mayBeAdvanced ? MAX_PARAMETER_BYTES : STANDARD_BYTES;
    (0,aws_limits/* requireSize */.l)({ name, value }, { title: 'AWS Parameter Store', maxBytes });
    if (RESERVED.test(fullName)) {
        throw new contract/* DestinationError */.l('rejected', {
            what: `${fullName} begins with aws or ssm, which AWS reserves`,
            fix: 'Give the destination a `path`, or a `key-schema` with a prefix.',
        });
    }
    const levels = fullName.split('/').length - 1;
    if (levels <= MAX_LEVELS && fullName.length <= MAX_PARAMETER_NAME)
        return;
    throw new contract/* DestinationError */.l('rejected', {
        what: `${name}: with its path it has ${fullName.length} characters and ${levels} levels`,
        fix: `AWS takes ${MAX_PARAMETER_NAME} characters and ${MAX_LEVELS} levels. Choose a shorter path.`,
    });
}
const listSchema = dist/* object */.Ikc({
    Parameters: dist/* array */.YOg(dist/* object */.Ikc({
        Name: dist/* string */.YjP(),
        Version: dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), dist/* minValue */.Wwf(1)),
        Description: dist/* nullish */.cl6(dist/* string */.YjP()),
        Tier: dist/* nullish */.cl6(dist/* string */.YjP()),
    })),
    NextToken: dist/* nullish */.cl6(dist/* string */.YjP()),
});
const writtenSchema = dist/* object */.Ikc({ Version: dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), dist/* minValue */.Wwf(1)) });
const readSchema = dist/* object */.Ikc({
    Parameters: dist/* array */.YOg(dist/* object */.Ikc({ Name: dist/* string */.YjP(), Value: dist/* string */.YjP() })),
    InvalidParameters: dist/* optional */.lqM(dist/* array */.YOg(dist/* string */.YjP()), []),
});
const removedSchema = dist/* object */.Ikc({
    DeletedParameters: dist/* optional */.lqM(dist/* array */.YOg(dist/* string */.YjP()), []),
    InvalidParameters: dist/* optional */.lqM(dist/* array */.YOg(dist/* string */.YjP()), []),
});
const TIERS = {
    standard: 'Standard',
    advanced: 'Advanced',
    'intelligent-tiering': 'Intelligent-Tiering',
};
function described(parameter, name) {
    const found = markInDescription(parameter.Description ?? undefined);
    return {
        name,
        version: String(parameter.Version),
        mark: found?.mark,
        isDrifted: found !== undefined && found.version !== parameter.Version,
        isDeleted: false,
        number: parameter.Version,
        isAdvanced: parameter.Tier === 'Advanced',
    };
}
/** What PutParameter is asked, new or not. */
function parameterInput({ item: { value, mark }, fullName, version }, { tier, 'kms-key-id': kmsKey }) {
    return {
        Name: fullName,
        Value: value.reveal(),
        Type: 'SecureString',
        Description: descriptionOf(mark, version),
        Tier: TIERS[tier ?? 'standard'],
        ...(kmsKey !== undefined && { KeyId: kmsKey }),
    };
}
function isWritten({ mark }, there) {
    const isOurs = (0,aws_tags/* isSameOwner */.Ie)(there.mark, mark) && !there.isDrifted;
    return isOurs && there.mark?.fp === mark.fp && there.mark.commit === mark.commit;
}
function isSame(one, other) {
    return one?.version === other?.version && (0,aws_tags/* isSameOwner */.Ie)(one?.mark, other?.mark);
}

// EXTERNAL MODULE: ./secret-value.js
var secret_value = __webpack_require__(2577);
// EXTERNAL MODULE: ./destinations/shared/outcomes.js
var outcomes = __webpack_require__(6119);
;// CONCATENATED MODULE: ./destinations/shared/aws-parameter-client.js
// Requests to Parameter Store, by the names of items: pages, chunks, and what an answer must hold. With
// `path` an item's name is what follows it. Decides nothing of what may be written.






const PAGE_SIZE = 50;
/** How many names DescribeParameters takes in one filter. */
const FILTER_SIZE = 50;
/** Of DeleteParameters and GetParameters. */
const BATCH_SIZE = 10;
class ParameterClient {
    #client;
    #path;
    constructor(client, path) {
        this.#client = client;
        this.#path = path;
    }
    /** As AWS has it. */
    fullName(name) {
        return fullNameOf(this.#path, name);
    }
    /** The first page of all that is in scope. */
    async firstPage() {
        return this.#page(this.#scope(), undefined);
    }
    async all(first) {
        const { title } = this.#client;
        return (0,aws_client/* everyPage */.L)(title, (token) => this.#page(this.#scope(), token), first);
    }
    /** Those of these names that are there now. */
    async describe(names) {
        const found = new Map();
        for (const chunk of (0,aws_limits/* inChunks */.m)([...new Set(names)], FILTER_SIZE)) {
            const Values = chunk.map((name) => this.fullName(name));
            const filters = [{ Key: 'Name', Option: 'Equals', Values }];
            const items = await (0,aws_client/* everyPage */.L)(this.#client.title, (token) => this.#page(filters, token));
            for (const item of items)
                found.set(item.name, item);
        }
        return found;
    }
    /** null: absent. */
    async read(names) {
        const values = new Map();
        for (const chunk of (0,aws_limits/* inChunks */.m)([...new Set(names)], BATCH_SIZE)) {
            const input = { Names: chunk.map((name) => this.fullName(name)), WithDecryption: true };
            const { body } = await this.#client.ask('GetParameters', input, readSchema);
            const found = new Map(body.Parameters.map(({ Name, Value }) => [Name, Value]));
            for (const name of chunk) {
                const fullName = this.fullName(name);
                const value = found.get(fullName);
                // What is in neither list was not answered; it is not taken for absent.
                if (value === undefined && !body.InvalidParameters.includes(fullName)) {
                    throw (0,aws_errors/* senseless */.cB)(this.#client.title, 'GetParameters');
                }
                values.set(name, value === undefined ? null : new secret_value/* SecretValue */.i(value));
            }
        }
        return values;
    }
    /** The version that it became. */
    async write(input) {
        return (await this.#client.ask('PutParameter', input, writtenSchema)).body.Version;
    }
    /** One outcome each; no more names than one call takes. */
    async remove(names) {
        if (names.length === 0)
            return [];
        const Names = names.map((name) => this.fullName(name));
        try {
            const { body } = await this.#client.ask('DeleteParameters', { Names }, removedSchema);
            const gone = new Set([...body.DeletedParameters, ...body.InvalidParameters]);
            return names.map((name) => {
                if (gone.has(this.fullName(name)))
                    return { name, kind: 'done' };
                const error = (0,aws_errors/* senseless */.cB)(this.#client.title, 'DeleteParameters');
                return { name, kind: 'failed', error };
            });
        }
        catch (error) {
            return names.map((name) => (0,outcomes/* failed */.g)(name, error));
        }
    }
    /** Filters that narrow a list to the path. */
    #scope() {
        if (this.#path === undefined)
            return [];
        return [{ Key: 'Path', Option: 'Recursive', Values: [this.#path] }];
    }
    async #page(filters, token) {
        const input = {
            MaxResults: PAGE_SIZE,
            ...(filters.length > 0 && { ParameterFilters: filters }),
            ...(token !== undefined && { NextToken: token }),
        };
        const { body } = await this.#client.ask('DescribeParameters', input, listSchema);
        const items = body.Parameters.flatMap((parameter) => {
            const name = this.#nameOf(parameter.Name);
            return name === undefined ? [] : [described(parameter, name)];
        });
        return { items, next: body.NextToken ?? undefined };
    }
    /** Also below a path a name with levels begins with `/`, so that it is the same with a path and without. */
    #nameOf(fullName) {
        const path = this.#path;
        if (path === undefined)
            return fullName;
        if (!fullName.startsWith(`${path}/`))
            return undefined;
        const rest = fullName.slice(path.length);
        return rest.includes('/', 1) ? rest : rest.slice(1);
    }
}

;// CONCATENATED MODULE: ./destinations/aws-parameter-store.js
// AWS Systems Manager Parameter Store: SecureStrings, one an item, the mark in the description. Owns what
// may be written over what: AWS has no condition on writes, so what is overwritten is described just
// before, and the mark tells the version that it expects to become.










const TITLE = 'AWS Parameter Store';
const capabilities = {
    reads: 'values',
    marks: 'description',
    canDelete: true,
    limits: { valueBytes: MAX_PARAMETER_BYTES, takesEmpty: false, concurrency: 3 },
    names: {
        pattern: /^(?:[A-Za-z0-9_.-]+|(?:\/[A-Za-z0-9_.-]+){2,})$/,
        allows: 'letters, digits and _.-; a name with levels has a / before each of them',
        maxLength: MAX_PARAMETER_NAME,
    },
    verified: 'emulator',
};
const optionsSchema = dist/* strictObject */.rej({
    ...aws_place/* awsOptionEntries */.$r,
    path: dist/* optional */.lqM(parameterPath),
    tier: dist/* optional */.lqM(dist/* picklist */.KIO(['standard', 'advanced', 'intelligent-tiering'])),
});
const awsParameterStore = {
    title: TITLE,
    capabilities,
    options: optionsSchema,
    place: (options, variable) => {
        const same = (0,aws_place/* samePlace */.o0)('ssm', options, variable);
        return (item) => [same, fullNameOf(options.path, item)];
    },
    connect: async (options, context) => {
        const place = (0,aws_place/* awsPlace */.Ng)('ssm', options, context);
        const credentials = (0,aws_credentials/* credentialSource */.L)(options, context);
        const client = new aws_client/* AwsClient */.t({ title: TITLE, target: 'AmazonSSM', place, credentials, context });
        const parameters = new ParameterClient(client, options.path);
        return new ParameterStoreSession(parameters, options, context);
    },
};
class ParameterStoreSession {
    #parameters;
    #options;
    #signal;
    /** What `check` has asked for already; used once. */
    #firstPage;
    #advanced = new Set();
    constructor(parameters, options, { signal }) {
        this.#parameters = parameters;
        this.#options = options;
        this.#signal = signal;
    }
    async check() {
        this.#firstPage = await this.#parameters.firstPage();
    }
    async list() {
        const first = this.#firstPage;
        this.#firstPage = undefined;
        const items = await this.#parameters.all(first);
        this.#advanced = new Set(items.flatMap(({ name, isAdvanced }) => (isAdvanced ? [name] : [])));
        return [...new Map(items.map((item) => [item.name, item])).values()];
    }
    valueBytes(current) {
        const isAdvanced = current !== undefined && this.#advanced.has(current.name);
        return this.#mayBeAdvanced(isAdvanced) ? MAX_PARAMETER_BYTES : STANDARD_BYTES;
    }
    #mayBeAdvanced(isAlready) {
        return isAlready || (this.#options.tier ?? 'standard') !== 'standard';
    }
    async put(items) {
        const there = await this.#standing(items.filter(({ current }) => current !== undefined));
        return (0,outcomes/* eachOutcome */.U)(items, this.#work(async (item) => {
            if (there instanceof contract/* DestinationError */.l && item.current !== undefined)
                throw there;
            const standing = there instanceof contract/* DestinationError */.l ? undefined : there.get(item.name);
            await this.#putOne(item, standing);
        }));
    }
    async remove(items) {
        const there = await this.#standing(items);
        if (this.#signal.aborted)
            return items.map(({ name }) => ({ name, kind: 'not tried' }));
        if (there instanceof contract/* DestinationError */.l) {
            return items.map(({ name }) => (0,outcomes/* failed */.g)(name, there));
        }
        const removed = new Map();
        const wanted = items.filter((item) => isSame(item, there.get(item.name)));
        for (const chunk of (0,aws_limits/* inChunks */.m)(wanted, BATCH_SIZE)) {
            for (const outcome of await this.#removeChunk(chunk))
                removed.set(outcome.name, outcome);
        }
        return items.map(({ name }) => {
            if (!there.has(name))
                return { name, kind: 'done' };
            return removed.get(name) ?? { name, kind: 'failed', error: (0,aws_errors/* conflicting */.v5)(TITLE, name) };
        });
    }
    async get(names) {
        return this.#parameters.read(names);
    }
    #work(each) {
        const { concurrency } = capabilities.limits;
        return { signal: this.#signal, concurrency, each };
    }
    /** Why it cannot be told, instead of throwing it: each item has its own outcome. */
    async #standing(items) {
        try {
            return await this.#parameters.describe(items.map(({ name }) => name));
        }
        catch (error) {
            if (error instanceof contract/* DestinationError */.l)
                return error;
            // Then nothing is begun that would need it.
            if (this.#signal.aborted)
                return new Map();
            throw error;
        }
    }
    async #putOne(item, there) {
        const mayBeAdvanced = this.#mayBeAdvanced(there?.isAdvanced === true);
        const { name } = item;
        requireParameter({
            name,
            value: item.value.reveal(),
            fullName: this.#parameters.fullName(name),
            mayBeAdvanced,
        });
        if (there !== undefined)
            return this.#replace(item, there);
        try {
            await this.#create(item);
        }
        catch (error) {
            if (!(0,aws_errors/* isRefusal */.vu)(error, 'ParameterAlreadyExists'))
                throw error;
            // Ours when the answer to an earlier try was lost.
            const standing = (await this.#parameters.describe([item.name])).get(item.name);
            if (standing === undefined || !isWritten(item, standing))
                throw (0,aws_errors/* conflicting */.v5)(TITLE, item.name);
        }
    }
    async #create(item) {
        const tags = Object.entries(this.#options.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
        const input = {
            ...this.#input(item, 1),
            Overwrite: false,
            ...(tags.length > 0 && { Tags: tags }),
        };
        await this.#parameters.write(input);
    }
    async #replace(item, there) {
        if (isWritten(item, there))
            return;
        if (!isSame(item.current, there))
            throw (0,aws_errors/* conflicting */.v5)(TITLE, item.name);
        const next = there.number + 1;
        const written = await this.#overwrite(item, next, there);
        if (written === next)
            return;
        // The mark speaks of another version than it stands at, mostly because a lost answer was asked for
        // again. Said once more, with the right number; a second time it is somebody else.
        if ((await this.#overwrite(item, written + 1, there)) !== written + 1) {
            throw (0,aws_errors/* conflicting */.v5)(TITLE, item.name);
        }
    }
    async #overwrite(item, version, { isAdvanced }) {
        const input = {
            ...this.#input(item, version),
            Overwrite: true,
            // AWS refuses to bring a parameter down to the lower tier.
            ...(isAdvanced && { Tier: 'Advanced' }),
        };
        return this.#parameters.write(input);
    }
    #input(item, version) {
        return parameterInput({ item, fullName: this.#parameters.fullName(item.name), version }, this.#options);
    }
    async #removeChunk(items) {
        if (this.#signal.aborted)
            return items.map(({ name }) => ({ name, kind: 'not tried' }));
        return this.#parameters.remove(items.map(({ name }) => name));
    }
}


/***/ })

};
