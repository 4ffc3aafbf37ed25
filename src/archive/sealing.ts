// Encrypts and signs archives with OpenPGP, and reads back what it encrypted. Owns which recipients are
// taken and in which form is written: one that gpg of the last ten years opens. Knows nothing of archives.
import { ReadableStream } from 'node:stream/web'
import type * as OpenPgp from 'openpgp'
import { ActionError, throwIfAny } from '../errors.ts'
import {
  fingerprintText,
  keyIdText,
  openSigningKey,
  passphraseForms,
  readPublicKeys,
  userIdOf,
  whyUnusable,
} from '../platform/openpgp-keys.ts'
import type { SecretText } from '../secret-value.ts'
import { BlockDigests } from './block-digests.ts'
import { ByteSource, drain } from './openpgp-stream.ts'

export interface SealingRequest {
  readonly recipients: string | undefined
  readonly passphrase: SecretText | undefined
  readonly signingKey: SecretText | undefined
  readonly signingPassphrase: SecretText | undefined
}

interface Recipient {
  readonly id: string
  /** As it stands in the key: text from outside. */
  readonly name: string
}

export interface Sealing {
  readonly recipients: readonly Recipient[]
  readonly hasPassphrase: boolean
  /** The fingerprint of the key that signs. */
  readonly signer: string | undefined
  seal(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
  /** Of what `seal` made, also without a key of a recipient. Unproven until it ended well. */
  unseal(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
}

interface Keys {
  readonly recipients: readonly OpenPgp.PublicKey[]
  readonly passphrase: string | undefined
  readonly signer: OpenPgp.PrivateKey | undefined
}

/**
 * @returns undefined where there are neither recipients nor a passphrase
 * @throws ActionError ARCHIVE_KEY_INVALID, SIGNING_KEY_INVALID, before anything is encrypted
 */
export async function prepareSealing(request: SealingRequest): Promise<Sealing | undefined> {
  const given = request.recipients?.trim() ?? ''
  if (given === '' && request.passphrase === undefined) return undefined
  const errors: ActionError[] = []
  const recipients = given === '' ? [] : await readRecipients(given, errors)
  const passphrase = request.passphrase && readPassphrase(request.passphrase.reveal(), errors)
  const signer = await readSigner(request, errors)
  throwIfAny(errors)
  const messages = new Messages(await import('openpgp'), { recipients, passphrase, signer })
  return {
    recipients: await Promise.all(recipients.map(describe)),
    hasPassphrase: passphrase !== undefined,
    signer: signer && fingerprintText(signer),
    seal: (chunks) => messages.seal(chunks),
    unseal: (chunks) => messages.unseal(chunks),
  }
}

async function describe(key: OpenPgp.PublicKey): Promise<Recipient> {
  return { id: keyIdText(key.getKeyID()), name: await userIdOf(key) }
}

async function readRecipients(
  given: string,
  errors: ActionError[],
): Promise<readonly OpenPgp.PublicKey[]> {
  const { keys, problems } = await readPublicKeys(given)
  for (const problem of problems) errors.push(notARecipient(problem))
  for (const key of keys) {
    const why = await whyNotFor(key)
    if (why !== undefined) {
      errors.push(notARecipient(`the key ${keyIdText(key.getKeyID())} cannot be used: ${why}`))
    }
  }
  return keys
}

async function whyNotFor(key: OpenPgp.PublicKey): Promise<string | undefined> {
  try {
    await key.getEncryptionKey()
    return undefined
  } catch {
    return (
      (await whyUnusable(key)) ??
      'no part of it may encrypt now: it is for signing alone, its encryption subkey is expired or revoked, its kind is too weak, or its first day is still to come'
    )
  }
}

function notARecipient(what: string): ActionError {
  return new ActionError('ARCHIVE_KEY_INVALID', {
    what: `\`archive-recipients\`: ${what}`,
    fix: 'Give public keys as `gpg --armor --export KEY-ID` writes them, one after the other. A key that expired can be extended by its owner and exported again.',
  })
}

// gpg reads one line from a file or a pipe: what has more could not be opened without this action.
function readPassphrase(given: string, errors: ActionError[]): string {
  const passphrase = passphraseForms(given).at(-1) ?? ''
  const problem = passphrase.trim() === '' ? 'it is empty' : 'it has several lines'
  if (passphrase.trim() === '' || /[\r\n\0]/.test(passphrase)) {
    errors.push(
      new ActionError('ARCHIVE_KEY_INVALID', {
        what: `\`archive-passphrase\` cannot be used: ${problem}`,
        fix: 'Give one line of text, as long and as random as you like.',
      }),
    )
  }
  return passphrase
}

async function readSigner(
  { signingKey, signingPassphrase }: SealingRequest,
  errors: ActionError[],
): Promise<OpenPgp.PrivateKey | undefined> {
  if (signingKey === undefined) return undefined
  try {
    return await openSigningKey(signingKey, signingPassphrase)
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    errors.push(error)
    return undefined
  }
}

/** How many bytes tell one message from another: what is encrypted to the first recipient is random. */
const HEAD_BYTES = 64
// 65 million bytes through SHA-256 for each guess, the most that the form has, and what gpg takes.
const WRITING = { s2kIterationCountByte: 255 }
// As a stream. What was changed must not come to the library then: it would wait for ever, where another
// kind of packet begins. What comes out is held against the store, and counts when the end was reached.
const READING = { allowUnauthenticatedStream: true }
const OTHER_BYTES = 'its bytes are not those that were written'

interface Sealed {
  readonly sessionKey: OpenPgp.SessionKey
  readonly written: BlockDigests
}

class Messages {
  readonly #openpgp: typeof OpenPgp
  readonly #keys: Keys
  /** What was sealed so far, by the first bytes of each. */
  readonly #sealed = new Map<string, Sealed>()

  constructor(openpgp: typeof OpenPgp, keys: Keys) {
    this.#openpgp = openpgp
    this.#keys = keys
  }

  async *seal(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const source = new ByteSource(chunks)
    try {
      // For nobody, so that no key's preferences count: gpg opens this one form alone.
      const sessionKey = await this.#openpgp.generateSessionKey({ encryptionKeys: [] })
      const sealed: Sealed = { sessionKey, written: new BlockDigests() }
      let head = Buffer.alloc(0)
      for await (const chunk of sealed.written.remembered(
        await this.#encrypt(source, sessionKey),
      )) {
        if (head.length < HEAD_BYTES) {
          head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES)
          this.#sealed.set(head.toString('hex'), sealed)
        }
        yield chunk
      }
    } catch (error) {
      source.throwOwnError()
      throw error
    } finally {
      await source.close()
    }
  }

  async #encrypt(
    source: ByteSource,
    sessionKey: OpenPgp.SessionKey,
  ): Promise<AsyncIterable<Uint8Array>> {
    const { recipients, passphrase, signer } = this.#keys
    return this.#openpgp.encrypt({
      message: await this.#openpgp.createMessage({ binary: source.stream() }),
      encryptionKeys: [...recipients],
      sessionKey,
      ...(passphrase !== undefined && { passwords: passphrase }),
      ...(signer && { signingKeys: signer }),
      format: 'binary',
      config: WRITING,
    })
  }

  async *unseal(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const source = new ByteSource(chunks)
    try {
      const { head, stream } = await source.peek(HEAD_BYTES)
      const sealed = this.#sealed.get(head.toString('hex'))
      if (sealed === undefined) throw untrue('it begins with other bytes than were written')
      // Also what is for the recipients, which the session key opens around.
      const proven = sealed.written.proven(stream, () => untrue(OTHER_BYTES))
      yield* this.#decrypt(ReadableStream.from(proven), sealed.sessionKey)
    } catch (error) {
      source.throwOwnError()
      throw error instanceof ActionError ? error : untrue(OTHER_BYTES)
    } finally {
      await source.close()
    }
  }

  async *#decrypt(
    stream: ReadableStream<Uint8Array>,
    sessionKey: OpenPgp.SessionKey,
  ): AsyncGenerator<Uint8Array> {
    const { signer } = this.#keys
    const opened = await this.#openpgp.decrypt({
      message: await this.#openpgp.readMessage({ binaryMessage: stream, config: READING }),
      sessionKeys: sessionKey,
      ...(signer && { verificationKeys: signer.toPublic() }),
      format: 'binary',
      config: READING,
    })
    yield* opened.data as AsyncIterable<Uint8Array>
    if (signer === undefined) return
    const [signature] = opened.signatures
    const isGood = await signature?.verified.catch(() => false)
    if (isGood !== true) throw untrue('its signature does not hold')
  }
}

function untrue(why: string): ActionError {
  return new ActionError('ARCHIVE_UNTRUE', {
    what: `the encrypted archive was read back: ${why}`,
    fix: 'Run again; if it stays, write to another disk.',
  })
}

/**
 * @returns an armored signature to lie beside the archive
 * @throws ActionError SIGNING_KEY_INVALID
 */
export async function signDetached(
  chunks: AsyncIterable<Uint8Array>,
  signingKey: SecretText,
  passphrase: SecretText | undefined,
): Promise<string> {
  const source = new ByteSource(chunks)
  try {
    const openpgp = await import('openpgp')
    const signingKeys = await openSigningKey(signingKey, passphrase)
    const message = await openpgp.createMessage({ binary: source.stream() })
    const options = { message, signingKeys, detached: true, format: 'object' } as const
    const signature = await openpgp.sign(options)
    // It is made while the message flows by. (Asked for text, the library would keep all of it.)
    const [armored] = await Promise.all([textOf(signature.armor()), drain(message.write())])
    return armored
  } catch (error) {
    source.throwOwnError()
    throw error
  } finally {
    await source.close()
  }
}

async function textOf(chunks: Iterable<string> | AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const chunk of chunks) text += chunk
  return text
}
