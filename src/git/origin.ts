// What the URL of a remote says: which repository of which server.

const URL_FORM =
  /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/git@|git@)([^/:]+(?::\d+)?)[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/
const NO_NAME = /(?:^|\/)\.\.?(?:\/|$)/

/** `owner/name` of an https, http or ssh URL, if it is of this server. */
export function repositoryOn(serverUrl: string, url: string | undefined): string | undefined {
  const [, server = '', path = ''] = URL_FORM.exec(url ?? '') ?? []
  const isHere = server.toLowerCase() === new URL(serverUrl).host
  return isHere && !NO_NAME.test(path) ? path : undefined
}
