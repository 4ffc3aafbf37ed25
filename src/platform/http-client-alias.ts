// Stands in for @actions/http-client in the bundle (see scripts/build.ts). @actions/core
// loads that package, and with it undici (0.9 MB), only for its OIDC helper, which this action does
// not use; without it the bundle is a tenth as large and starts in half the time.

const WHY = 'this bundle has no @actions/http-client'

export class HttpClient {
  constructor() {
    throw new Error(WHY)
  }
}

export class BearerCredentialHandler {
  constructor() {
    throw new Error(WHY)
  }
}
