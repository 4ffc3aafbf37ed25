// The form of one input in the table of inputs. Types only.

export interface InputDefinition {
  /** Markdown, one paragraph. */
  readonly description: string
  readonly default?: string
  /** Which heading of the docs it stands under. */
  readonly group:
    | 'store'
    | 'files'
    | 'variables'
    | 'rotation'
    | 'check'
    | 'push'
    | 'archive'
    | 'commit'
    | 'safety'
}
