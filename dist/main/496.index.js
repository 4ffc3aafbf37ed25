export const id = 496;
export const ids = [496];
export const modules = {

/***/ 9496:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseKeySchema: () => (/* binding */ parseKeySchema),
/* harmony export */   schemaInverse: () => (/* binding */ schemaInverse)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5650);
/* harmony import */ var _template_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4533);
// The grammar of `key-schema`: a template with a few variables and helpers.


const MAX_LENGTH = 255;
const RULES = {
    variables: new Set(['secretKey', 'environment', 'project', 'file', 'branch']),
    helpers: new Map([
        ['lower', { arity: 1, run: (text = '') => text.toLowerCase() }],
        ['upper', { arity: 1, run: (text = '') => text.toUpperCase() }],
        [
            'replace',
            { arity: 3, run: (text = '', from = '', to = '') => text.replaceAll(from, () => to) },
        ],
    ]),
};
/** @throws ActionError SCHEMA_INVALID */
function parseKeySchema(text) {
    if (text.length > MAX_LENGTH)
        throw invalid(text, `it is longer than ${MAX_LENGTH} characters`);
    let template;
    try {
        template = (0,_template_js__WEBPACK_IMPORTED_MODULE_1__/* .parseTemplate */ .Q)(text, RULES);
    }
    catch (error) {
        if (!(error instanceof _template_js__WEBPACK_IMPORTED_MODULE_1__/* .TemplateError */ .$))
            throw error;
        throw invalid(text, `${error.message} (column ${error.column})`);
    }
    if (!template.uses.has('secretKey'))
        throw invalid(text, '{{secretKey}} must stand in it');
    return {
        usesEnvironment: template.uses.has('environment'),
        apply: (values) => template.render(values),
    };
}
function invalid(schema, why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('SCHEMA_INVALID', {
        what: `\`key-schema: ${schema}\` cannot be used: ${why}`,
        fix: 'Write text around {{secretKey}}; {{environment}}, {{project}}, {{file}}, {{branch}} and {{upper secretKey}}, {{lower secretKey}}, {{replace secretKey "-" "_"}} are there too.',
    });
}
/** @throws ActionError SCHEMA_INVALID, also for helpers: several keys may become one name */
function schemaInverse(text) {
    const schema = parseKeySchema(text);
    try {
        (0,_template_js__WEBPACK_IMPORTED_MODULE_1__/* .parseTemplate */ .Q)(text, { ...RULES, helpers: new Map() });
    }
    catch (error) {
        if (!(error instanceof _template_js__WEBPACK_IMPORTED_MODULE_1__/* .TemplateError */ .$))
            throw error;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('SCHEMA_INVALID', {
            what: `\`key-schema: ${text}\` cannot be taken off names again, as an import needs it: it uses a helper (column ${error.column})`,
            fix: 'Write the text itself instead of {{upper …}}, {{lower …}} and {{replace …}}, or do not import from this destination.',
        });
    }
    return (name, values, spelled = (same) => same) => {
        const nameOf = (key) => schema.apply(new Map([...values, ['secretKey', key]]));
        const fixed = nameOf('').length;
        const length = (name.length - fixed) / (nameOf('a').length - fixed);
        if (length < 1)
            return undefined;
        // Whatever has this length at this place: no other key could give the name.
        const start = firstDifference(nameOf('a'), nameOf('b'));
        const key = name.slice(start, start + length);
        return spelled(nameOf(key)) === name ? key : undefined;
    };
}
function firstDifference(one, other) {
    let at = 0;
    while (at < one.length && one[at] === other[at])
        at += 1;
    return at;
}


/***/ }),

/***/ 4533:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ TemplateError),
/* harmony export */   Q: () => (/* binding */ parseTemplate)
/* harmony export */ });
/* harmony import */ var _handlebars_parser__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8496);
// Templates in Handlebars' grammar. Only its parser is used, never its compiler: `compile` prints
// ({{log x}}), reaches into objects ({{@root}}) and builds functions. What is accepted is text,
// {{name}} and {{helper name "text" 1}}; everything else is an error with its position.

/** A mistake in a template: 1-based line, 1-based column. */
class TemplateError extends Error {
    line;
    column;
    constructor(message, line, column) {
        super(message);
        this.line = line;
        this.column = column;
    }
}
/** @throws TemplateError */
function parseTemplate(text, rules) {
    const uses = new Set();
    const state = { rules, uses };
    const parts = parseNodes(text).map((node) => compile(node, state));
    return {
        uses,
        render: (values) => parts.map((part) => part(values)).join(''),
    };
}
function parseNodes(text) {
    try {
        return (0,_handlebars_parser__WEBPACK_IMPORTED_MODULE_0__/* .parseWithoutProcessing */ .Rz)(text).body;
    }
    catch (error) {
        const line = /line (\d+)/.exec(error.message)?.[1];
        throw new TemplateError('the braces do not form a template', Number(line ?? 1), 1);
    }
}
function compile(node, state) {
    if (node.type === 'ContentStatement')
        return constant(String(node.value));
    if (node.type !== 'MustacheStatement' || !node.path)
        throw refused(node, 'blocks, partials and comments');
    if (node.escaped === false)
        throw refused(node, '{{{ }}} and {{& }}');
    if (node.strip?.open || node.strip?.close)
        throw refused(node, '~');
    if (node.hash !== undefined && node.hash !== null)
        throw refused(node, 'name=value arguments');
    const params = node.params ?? [];
    if (params.length === 0)
        return lookUp(node.path, state);
    return callHelper(node.path, params, state);
}
function callHelper(path, params, state) {
    const name = nameOf(path);
    const helper = state.rules.helpers.get(name);
    if (!helper)
        throw unknown(path, 'helper', state.rules.helpers.keys());
    if (params.length !== helper.arity) {
        throw at(path, `${name} takes ${helper.arity} argument(s), not ${params.length}`);
    }
    const values = params.map((param) => argument(param, state));
    return (variables) => helper.run(...values.map((value) => value(variables)));
}
function argument(node, state) {
    if (node.type === 'StringLiteral' || node.type === 'NumberLiteral') {
        return constant(String(node.value));
    }
    return lookUp(node, state);
}
function lookUp(node, state) {
    const name = nameOf(node);
    if (!state.rules.variables.has(name)) {
        throw unknown(node, 'variable', state.rules.variables);
    }
    state.uses.add(name);
    return (values) => {
        const value = values.get(name);
        if (value === undefined)
            throw new RangeError(name);
        return value;
    };
}
function nameOf(node) {
    const isPlain = node.type === 'PathExpression' && node.depth === 0 && node.data === false && node.original;
    if (typeof isPlain === 'string' &&
        /^[A-Za-z_][A-Za-z0-9_]*$/.test(isPlain) &&
        isPlain !== 'this') {
        return isPlain;
    }
    throw refused(node, 'anything but single names, texts and numbers');
}
function constant(text) {
    return () => text;
}
function unknown(node, kind, known) {
    return at(node, `there is no ${kind} ${nameOf(node)}; known: ${[...known].join(', ')}`);
}
function refused(node, what) {
    return at(node, `${what} cannot be used here`);
}
function at(node, message) {
    return new TemplateError(message, node.loc.start.line, node.loc.start.column + 1);
}


/***/ })

};
