export const id = 330;
export const ids = [330];
export const modules = {

/***/ 9092:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  awsParameterStore: () => (/* binding */ awsParameterStore)
});

// EXTERNAL MODULE: ../node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7728);
// EXTERNAL MODULE: ./secret-value.js
var secret_value = __webpack_require__(2577);
// EXTERNAL MODULE: ./destinations/contract.js
var contract = __webpack_require__(3569);
// EXTERNAL MODULE: ./destinations/shared/aws-client.js + 1 modules
var aws_client = __webpack_require__(1807);
// EXTERNAL MODULE: ./destinations/shared/aws-credentials.js + 1 modules
var aws_credentials = __webpack_require__(9448);
// EXTERNAL MODULE: ./destinations/shared/aws-errors.js
var aws_errors = __webpack_require__(7374);
// EXTERNAL MODULE: ./destinations/shared/aws-outcomes.js
var aws_outcomes = __webpack_require__(7236);
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
/** @throws DestinationError rejected, before anything is sent */
function requireParameter({ name, fullName, value, mayBeAdvanced }) {
    const maxBytes = mayBeAdvanced ? MAX_PARAMETER_BYTES : STANDARD_BYTES;
    (0,aws_outcomes/* requireSize */.lY)({ name, value }, { title: 'AWS Parameter Store', maxBytes });
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
function described(parameter, start) {
    const found = markInDescription(parameter.Description ?? undefined);
    return {
        name: parameter.Name.slice(start.length),
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

;// CONCATENATED MODULE: ./destinations/aws-parameter-store.js
// AWS Systems Manager Parameter Store: SecureStrings, one an item, the mark in the description. With
// `path` an item's name is what follows the path. AWS has no condition on writes: what is overwritten is
// described just before, and the mark tells the version that it expects to become.









const TITLE = 'AWS Parameter Store';
const PAGE_SIZE = 50;
/** How many names DescribeParameters takes in one filter. */
const FILTER_SIZE = 50;
/** Of DeleteParameters and GetParameters. */
const BATCH_SIZE = 10;
const capabilities = {
    reads: 'values',
    marks: 'description',
    canDelete: true,
    limits: { valueBytes: MAX_PARAMETER_BYTES, takesEmpty: false, concurrency: 3 },
    names: {
        pattern: /^(?:\/?[A-Za-z0-9_.-]+|(?:\/[A-Za-z0-9_.-]+)+)$/,
        allows: 'letters, digits and _.-, and / between the levels of a name that begins with /',
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
    place: (options, variable) => JSON.stringify([(0,aws_place/* samePlace */.o0)('ssm', options, variable), options.path ?? '']),
    connect: async (options, context) => {
        const place = (0,aws_place/* awsPlace */.Ng)('ssm', options, context);
        const credentials = (0,aws_credentials/* credentialSource */.L)(options, context);
        const client = new aws_client/* AwsClient */.t({ title: TITLE, target: 'AmazonSSM', place, credentials, context });
        return new ParameterStoreSession(client, options, context);
    },
};
class ParameterStoreSession {
    #client;
    #options;
    #signal;
    /** What `check` has asked for already; used once. */
    #firstPage;
    #advanced = new Set();
    constructor(client, options, { signal }) {
        this.#client = client;
        this.#options = options;
        this.#signal = signal;
    }
    async check() {
        this.#firstPage = await this.#page(this.#scope(), undefined);
    }
    async list() {
        const first = this.#firstPage;
        this.#firstPage = undefined;
        const items = await (0,aws_client/* everyPage */.L)(TITLE, (token) => this.#page(this.#scope(), token), first);
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
        const known = items.filter(({ current }) => current !== undefined);
        const there = await this.#standing(known);
        return (0,aws_outcomes/* eachOutcome */.U5)(items, this.#work(async (item) => {
            if (there instanceof contract/* DestinationError */.l && item.current !== undefined)
                throw there;
            const standing = there instanceof contract/* DestinationError */.l ? undefined : there.get(item.name);
            await this.#putOne(item, standing);
        }));
    }
    async remove(items) {
        const there = await this.#standing(items);
        if (there instanceof contract/* DestinationError */.l) {
            return items.map(({ name }) => ({ name, kind: 'failed', error: there }));
        }
        const removed = new Map();
        for (const chunk of (0,aws_outcomes/* inChunks */.mk)(items, BATCH_SIZE)) {
            const wanted = chunk.filter((item) => isSame(item, there.get(item.name)));
            for (const outcome of await this.#removeChunk(wanted))
                removed.set(outcome.name, outcome);
        }
        return items.map(({ name }) => {
            if (!there.has(name))
                return { name, kind: 'done' };
            return removed.get(name) ?? { name, kind: 'failed', error: (0,aws_errors/* conflicting */.v5)(TITLE, name) };
        });
    }
    async get(names) {
        const values = new Map();
        for (const chunk of (0,aws_outcomes/* inChunks */.mk)([...new Set(names)], BATCH_SIZE)) {
            const input = { Names: chunk.map((name) => this.#fullName(name)), WithDecryption: true };
            const { body } = await this.#client.ask('GetParameters', input, readSchema);
            const found = new Map(body.Parameters.map(({ Name, Value }) => [Name, Value]));
            for (const name of chunk) {
                const fullName = this.#fullName(name);
                const value = found.get(fullName);
                // What is in neither list was not answered; it is not taken for absent.
                if (value === undefined && !body.InvalidParameters.includes(fullName)) {
                    throw (0,aws_errors/* senseless */.cB)(TITLE, 'GetParameters');
                }
                values.set(name, value === undefined ? null : new secret_value/* SecretValue */.i(value));
            }
        }
        return values;
    }
    #work(each) {
        const { concurrency } = capabilities.limits;
        return { title: TITLE, signal: this.#signal, concurrency, each };
    }
    #fullName(name) {
        const { path } = this.#options;
        return path === undefined ? name : `${path}/${name.replace(/^\//, '')}`;
    }
    /** Filters that narrow a list to the path. */
    #scope() {
        const { path } = this.#options;
        return path === undefined ? [] : [{ Key: 'Path', Option: 'Recursive', Values: [path] }];
    }
    async #page(filters, token) {
        const input = {
            MaxResults: PAGE_SIZE,
            ...(filters.length > 0 && { ParameterFilters: filters }),
            ...(token !== undefined && { NextToken: token }),
        };
        const { body } = await this.#client.ask('DescribeParameters', input, listSchema);
        const start = this.#options.path === undefined ? '' : `${this.#options.path}/`;
        const items = body.Parameters.filter(({ Name }) => Name.startsWith(start)).map((parameter) => described(parameter, start));
        return { items, next: body.NextToken ?? undefined };
    }
    /** Why it cannot be told, instead of throwing it: each item has its own outcome. */
    async #standing(items) {
        try {
            return await this.#describeAll(items.map(({ name }) => name));
        }
        catch (error) {
            if (error instanceof contract/* DestinationError */.l)
                return error;
            throw error;
        }
    }
    async #describeAll(names) {
        const found = new Map();
        for (const chunk of (0,aws_outcomes/* inChunks */.mk)([...new Set(names)], FILTER_SIZE)) {
            const Values = chunk.map((name) => this.#fullName(name));
            const filters = [{ Key: 'Name', Option: 'Equals', Values }];
            const items = await (0,aws_client/* everyPage */.L)(TITLE, (token) => this.#page(filters, token));
            for (const item of items)
                found.set(item.name, item);
        }
        return found;
    }
    async #putOne(item, there) {
        const mayBeAdvanced = this.#mayBeAdvanced(there?.isAdvanced === true);
        const { name } = item;
        requireParameter({
            name,
            value: item.value.reveal(),
            fullName: this.#fullName(name),
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
            const standing = (await this.#describeAll([item.name])).get(item.name);
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
        await this.#client.ask('PutParameter', input, writtenSchema);
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
        const { body } = await this.#client.ask('PutParameter', input, writtenSchema);
        return body.Version;
    }
    #input(item, version) {
        return parameterInput({ item, fullName: this.#fullName(item.name), version }, this.#options);
    }
    async #removeChunk(items) {
        if (items.length === 0)
            return [];
        const Names = items.map(({ name }) => this.#fullName(name));
        try {
            const { body } = await this.#client.ask('DeleteParameters', { Names }, removedSchema);
            const gone = new Set([...body.DeletedParameters, ...body.InvalidParameters]);
            return items.map(({ name }) => {
                if (gone.has(this.#fullName(name)))
                    return { name, kind: 'done' };
                return { name, kind: 'failed', error: (0,aws_errors/* senseless */.cB)(TITLE, 'DeleteParameters') };
            });
        }
        catch (error) {
            if (!(error instanceof contract/* DestinationError */.l))
                throw error;
            return items.map(({ name }) => ({ name, kind: 'failed', error }));
        }
    }
}


/***/ })

};
