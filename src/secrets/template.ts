// Templates in Handlebars' grammar. Only its parser is used, never its compiler: `compile` prints
// ({{log x}}), reaches into objects ({{@root}}) and builds functions. What is accepted is text,
// {{name}} and {{helper name "text" 1}}; everything else is an error with its position.
import { parseWithoutProcessing } from '@handlebars/parser'

type Helper = (...values: readonly string[]) => string

export interface TemplateRules {
  /** The names that a template may use. */
  readonly variables: ReadonlySet<string>
  readonly helpers: ReadonlyMap<string, { readonly arity: number; readonly run: Helper }>
}

export interface Template {
  /** Variables that stand in it, helper arguments included. */
  readonly uses: ReadonlySet<string>
  /** @throws RangeError naming a variable that `values` does not have */
  render(values: ReadonlyMap<string, string>): string
}

/** A mistake in a template: 1-based line, 1-based column. */
export class TemplateError extends Error {
  readonly line: number
  readonly column: number

  constructor(message: string, line: number, column: number) {
    super(message)
    this.line = line
    this.column = column
  }
}

type Part = (values: ReadonlyMap<string, string>) => string

interface Node {
  readonly type: string
  readonly loc: { readonly start: { readonly line: number; readonly column: number } }
  readonly value?: unknown
  readonly original?: unknown
  readonly path?: Node
  readonly params?: readonly Node[]
  readonly hash?: unknown
  readonly escaped?: boolean
  readonly depth?: number
  readonly data?: boolean
  readonly strip?: { readonly open: boolean; readonly close: boolean }
}

/** @throws TemplateError */
export function parseTemplate(text: string, rules: TemplateRules): Template {
  const uses = new Set<string>()
  const state = { rules, uses }
  const parts = parseNodes(text).map((node) => compile(node, state))
  return {
    uses,
    render: (values) => parts.map((part) => part(values)).join(''),
  }
}

function parseNodes(text: string): readonly Node[] {
  try {
    return parseWithoutProcessing(text).body as readonly Node[]
  } catch (error) {
    const line = /line (\d+)/.exec((error as Error).message)?.[1]
    throw new TemplateError('the braces do not form a template', Number(line ?? 1), 1)
  }
}

interface State {
  readonly rules: TemplateRules
  readonly uses: Set<string>
}

function compile(node: Node, state: State): Part {
  if (node.type === 'ContentStatement') return constant(String(node.value))
  if (node.type !== 'MustacheStatement' || !node.path)
    throw refused(node, 'blocks, partials and comments')
  if (node.escaped === false) throw refused(node, '{{{ }}} and {{& }}')
  if (node.strip?.open || node.strip?.close) throw refused(node, '~')
  if (node.hash !== undefined && node.hash !== null) throw refused(node, 'name=value arguments')
  const params = node.params ?? []
  if (params.length === 0) return lookUp(node.path, state)
  return callHelper(node.path, params, state)
}

function callHelper(path: Node, params: readonly Node[], state: State): Part {
  const name = nameOf(path)
  const helper = state.rules.helpers.get(name)
  if (!helper) throw unknown(path, 'helper', state.rules.helpers.keys())
  if (params.length !== helper.arity) {
    throw at(path, `${name} takes ${helper.arity} argument(s), not ${params.length}`)
  }
  const values = params.map((param) => argument(param, state))
  return (variables) => helper.run(...values.map((value) => value(variables)))
}

function argument(node: Node, state: State): Part {
  if (node.type === 'StringLiteral' || node.type === 'NumberLiteral') {
    return constant(String(node.value))
  }
  return lookUp(node, state)
}

function lookUp(node: Node, state: State): Part {
  const name = nameOf(node)
  if (!state.rules.variables.has(name)) {
    throw unknown(node, 'variable', state.rules.variables)
  }
  state.uses.add(name)
  return (values) => {
    const value = values.get(name)
    if (value === undefined) throw new RangeError(name)
    return value
  }
}

function nameOf(node: Node): string {
  const isPlain =
    node.type === 'PathExpression' && node.depth === 0 && node.data === false && node.original
  if (
    typeof isPlain === 'string' &&
    /^[A-Za-z_][A-Za-z0-9_]*$/.test(isPlain) &&
    isPlain !== 'this'
  ) {
    return isPlain
  }
  throw refused(node, 'anything but single names, texts and numbers')
}

function constant(text: string): Part {
  return () => text
}

function unknown(node: Node, kind: string, known: Iterable<string>): TemplateError {
  return at(node, `there is no ${kind} ${nameOf(node)}; known: ${[...known].join(', ')}`)
}

function refused(node: Node, what: string): TemplateError {
  return at(node, `${what} cannot be used here`)
}

function at(node: Node, message: string): TemplateError {
  return new TemplateError(message, node.loc.start.line, node.loc.start.column + 1)
}
