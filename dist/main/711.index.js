export const id = 711;
export const ids = [711];
export const modules = {

/***/ 9711:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  awsSecretsManager: () => (/* binding */ awsSecretsManager)
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
// EXTERNAL MODULE: ./destinations/shared/aws-limits.js
var aws_limits = __webpack_require__(3377);
// EXTERNAL MODULE: ./destinations/shared/aws-place.js
var aws_place = __webpack_require__(5441);
// EXTERNAL MODULE: ./destinations/shared/aws-tags.js
var aws_tags = __webpack_require__(8424);
;// CONCATENATED MODULE: ./destinations/shared/aws-secret.js
// What Secrets Manager says of secrets: the shapes of its answers, and a listed secret as a remote item.
// Pure.


const stages = dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* array */.YOg(dist/* string */.YjP())), {});
const entrySchema = dist/* object */.Ikc({
    Name: dist/* string */.YjP(),
    DeletedDate: dist/* nullish */.cl6(dist/* number */.aig()),
    LastChangedDate: dist/* nullish */.cl6(dist/* number */.aig()),
    Tags: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({ Key: dist/* string */.YjP(), Value: dist/* optional */.lqM(dist/* string */.YjP(), '') })), []),
});
const listSchema = dist/* object */.Ikc({
    SecretList: dist/* array */.YOg(dist/* object */.Ikc({ ...entrySchema.entries, SecretVersionsToStages: stages })),
    NextToken: dist/* nullish */.cl6(dist/* string */.YjP()),
});
const describedSchema = dist/* object */.Ikc({ ...entrySchema.entries, VersionIdsToStages: stages });
/** Of every change of a secret, but of its tags: there AWS answers with nothing. */
const changedSchema = dist/* object */.Ikc({ Name: dist/* string */.YjP() });
const nothingSchema = dist/* object */.Ikc({});
const batchSchema = dist/* object */.Ikc({
    SecretValues: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({ Name: dist/* string */.YjP(), SecretString: dist/* optional */.lqM(dist/* string */.YjP()) })), []),
    Errors: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({ SecretId: dist/* string */.YjP(), ErrorCode: dist/* string */.YjP() })), []),
    NextToken: dist/* nullish */.cl6(dist/* string */.YjP()),
});
function remoteItem(entry, versions) {
    const current = Object.entries(versions).find(([, labels]) => labels.includes('AWSCURRENT'));
    const version = current?.[0];
    const mark = (0,aws_tags/* markOf */.Fg)(entry.Tags, version);
    return {
        name: entry.Name,
        version,
        mark,
        isDrifted: mark !== undefined && (0,aws_tags/* fingerprintOf */.ax)(version) === undefined,
        isDeleted: typeof entry.DeletedDate === 'number',
    };
}
function isSame(one, other) {
    const isSameMark = (0,aws_tags/* isSameOwner */.Ie)(one.mark, other.mark);
    return one.version === other.version && one.isDeleted === other.isDeleted && isSameMark;
}

// EXTERNAL MODULE: ./destinations/shared/outcomes.js
var outcomes = __webpack_require__(6119);
;// CONCATENATED MODULE: ./destinations/aws-secrets-manager.js
// AWS Secrets Manager. A secret is one item: the mark in its tags, the fingerprint in the id of its
// current version (ClientRequestToken becomes that id), so that a list tells what is ours and whether
// somebody changed it, without reading values. The list lags by minutes: before anything that exists is
// written or deleted, it is described.











const TITLE = 'AWS Secrets Manager';
const PAGE_SIZE = 100;
const BATCH_SIZE = 20;
const RECOVERY_DAYS = 7;
const capabilities = {
    reads: 'values',
    marks: 'tags',
    canDelete: true,
    limits: { valueBytes: 65_536, takesEmpty: false, concurrency: 10 },
    names: {
        pattern: /^[A-Za-z0-9/_+=.@-]+$/,
        allows: 'letters, digits and /_+=.@-',
        maxLength: 512,
    },
    verified: 'emulator',
};
const optionsSchema = dist/* strictObject */.rej(aws_place/* awsOptionEntries */.$r);
const awsSecretsManager = {
    title: TITLE,
    capabilities,
    options: optionsSchema,
    place: (options, variable) => {
        const same = (0,aws_place/* samePlace */.o0)('secretsmanager', options, variable);
        return (item) => [same, item];
    },
    connect: async (options, context) => {
        const place = (0,aws_place/* awsPlace */.Ng)('secretsmanager', options, context);
        const credentials = (0,aws_credentials/* credentialSource */.L)(options, context);
        const client = new aws_client/* AwsClient */.t({
            title: TITLE,
            target: 'secretsmanager',
            place,
            credentials,
            context,
        });
        return new SecretsManagerSession(client, options, context);
    },
};
class SecretsManagerSession {
    #client;
    #options;
    #signal;
    /** What `check` has asked for already; used once. */
    #firstPage;
    /** When the list was begun, by the server's clock. */
    #listedAt = Number.NEGATIVE_INFINITY;
    constructor(client, options, { signal }) {
        this.#client = client;
        this.#options = options;
        this.#signal = signal;
    }
    async check() {
        this.#firstPage = await this.#page(undefined);
    }
    async list() {
        const first = this.#firstPage;
        this.#firstPage = undefined;
        const items = await (0,aws_client/* everyPage */.L)(TITLE, (token) => this.#page(token), first);
        // A list that changes while it is read may tell of a secret twice.
        return [...new Map(items.map((item) => [item.name, item])).values()];
    }
    put(items) {
        return (0,outcomes/* eachOutcome */.U)(items, this.#work((item) => this.#putOne(item)));
    }
    remove(items) {
        return (0,outcomes/* eachOutcome */.U)(items, this.#work((item) => this.#removeOne(item)));
    }
    async get(names) {
        const values = new Map();
        for (const chunk of (0,aws_limits/* inChunks */.m)([...new Set(names)], BATCH_SIZE))
            await this.#read(chunk, values);
        return values;
    }
    #work(each) {
        const { concurrency } = capabilities.limits;
        return { signal: this.#signal, concurrency, each };
    }
    async #page(token) {
        const input = {
            MaxResults: PAGE_SIZE,
            IncludePlannedDeletion: true,
            ...(token !== undefined && { NextToken: token }),
        };
        const { body, at } = await this.#client.ask('ListSecrets', input, listSchema);
        if (token === undefined)
            this.#listedAt = at ?? Number.NEGATIVE_INFINITY;
        const items = body.SecretList.map((entry) => remoteItem(entry, entry.SecretVersionsToStages));
        return { items, next: body.NextToken ?? undefined };
    }
    async #putOne(item) {
        const value = item.value.reveal();
        (0,aws_limits/* requireSize */.l)({ name: item.name, value }, { title: TITLE, maxBytes: 65_536 });
        if (item.current !== undefined) {
            const there = await this.#describe(item.name);
            if (there !== undefined)
                return this.#replace(item, there);
        }
        try {
            await this.#create(item);
        }
        catch (error) {
            // It is there: made since the list was read, hidden by its lag, or scheduled for deletion.
            if (!(0,aws_errors/* isRefusal */.vu)(error, 'ResourceExistsException', 'InvalidRequestException'))
                throw error;
            const there = await this.#describe(item.name);
            const isInTheWay = error.code === 'ResourceExistsException' || there?.isDeleted === true;
            if (there === undefined || !isInTheWay)
                throw error;
            await this.#replace(item, there);
        }
    }
    async #create({ name, value, mark }) {
        const kmsKey = this.#options['kms-key-id'];
        const input = {
            Name: name,
            SecretString: value.reveal(),
            ClientRequestToken: (0,aws_tags/* versionId */.Ik)(mark.fp),
            Tags: (0,aws_tags/* tagsOf */.YD)(mark, this.#options.tags),
            ...(kmsKey !== undefined && { KmsKeyId: kmsKey }),
        };
        await this.#client.ask('CreateSecret', input, changedSchema);
    }
    async #describe(name) {
        try {
            const { body } = await this.#client.ask('DescribeSecret', { SecretId: name }, describedSchema);
            if (body.Name !== name)
                throw (0,aws_errors/* senseless */.cB)(TITLE, 'DescribeSecret');
            const changedAt = (body.LastChangedDate ?? Number.POSITIVE_INFINITY) * 1000;
            return { ...remoteItem(body, body.VersionIdsToStages), changedAt };
        }
        catch (error) {
            if ((0,aws_errors/* isRefusal */.vu)(error, 'ResourceNotFoundException'))
                return undefined;
            throw error;
        }
    }
    // The value first, the mark second: a mark never speaks of what is not yet there.
    async #replace(item, there) {
        const { name, mark } = item;
        const isOurs = (0,aws_tags/* isSameOwner */.Ie)(there.mark, mark) && !there.isDrifted;
        const isThere = isOurs && there.mark?.fp === mark.fp;
        if (!isThere && !this.#isAsListed(item, there))
            throw (0,aws_errors/* conflicting */.v5)(TITLE, name);
        const SecretId = name;
        if (there.isDeleted)
            await this.#client.ask('RestoreSecret', { SecretId }, changedSchema);
        if (!isThere) {
            const input = {
                SecretId,
                SecretString: item.value.reveal(),
                ClientRequestToken: (0,aws_tags/* versionId */.Ik)(mark.fp),
            };
            await this.#client.ask('PutSecretValue', input, changedSchema);
        }
        if (isOurs && there.mark?.commit === mark.commit)
            return;
        const Tags = (0,aws_tags/* tagsOf */.YD)(mark, this.#options.tags);
        await this.#client.ask('TagResource', { SecretId, Tags }, nothingSchema);
    }
    /**
     * Whether it may be replaced: it stands as the plan saw it; or it is an own write that the list did
     * not tell of yet, which is no change since.
     */
    #isAsListed({ current, mark }, there) {
        if (current !== undefined && isSame(current, there))
            return true;
        const isOurs = (0,aws_tags/* isSameOwner */.Ie)(there.mark, mark) && !there.isDrifted;
        return isOurs && there.changedAt < this.#listedAt;
    }
    async #removeOne(item) {
        const there = await this.#describe(item.name);
        if (there === undefined || there.isDeleted)
            return;
        if (!isSame(item, there))
            throw (0,aws_errors/* conflicting */.v5)(TITLE, item.name);
        const input = { SecretId: item.name, RecoveryWindowInDays: RECOVERY_DAYS };
        try {
            await this.#client.ask('DeleteSecret', input, changedSchema);
        }
        catch (error) {
            if (!(0,aws_errors/* isRefusal */.vu)(error, 'ResourceNotFoundException', 'InvalidRequestException'))
                throw error;
            // Done already, when the answer to an earlier try was lost.
            const isGone = (await this.#describe(item.name))?.isDeleted ?? true;
            if (!isGone)
                throw error;
        }
    }
    async #read(names, into) {
        const ask = async (token) => {
            const input = { SecretIdList: names, ...(token !== undefined && { NextToken: token }) };
            const { body } = await this.#client.ask('BatchGetSecretValue', input, batchSchema);
            const read = body.SecretValues.map(({ Name, SecretString }) => ({
                name: Name,
                value: SecretString,
            }));
            const refused = body.Errors.map(({ SecretId, ErrorCode }) => ({
                name: SecretId,
                code: ErrorCode,
            }));
            return { items: [...read, ...refused], next: body.NextToken ?? undefined };
        };
        for (const found of await (0,aws_client/* everyPage */.L)(TITLE, ask)) {
            into.set(found.name, await this.#valueOf(found));
        }
        if (names.some((name) => !into.has(name)))
            throw (0,aws_errors/* senseless */.cB)(TITLE, 'BatchGetSecretValue');
    }
    async #valueOf(found) {
        if ('code' in found) {
            if (found.code === 'ResourceNotFoundException')
                return null;
            // So is one that waits for its deletion; anything else that cannot be read is not taken for absent.
            const isDeleted = found.code === 'InvalidRequestException' && (await this.#describe(found.name))?.isDeleted;
            if (isDeleted === true)
                return null;
            const { name, code } = found;
            throw new aws_errors/* AwsRefusal */.iT({ title: TITLE, action: `to read ${name}`, status: 400, code });
        }
        if (found.value !== undefined)
            return new secret_value/* SecretValue */.i(found.value);
        throw new contract/* DestinationError */.l('rejected', {
            what: `${TITLE}: ${found.name} holds bytes, not text`,
            fix: 'Leave it out with `select`.',
        });
    }
}


/***/ })

};
