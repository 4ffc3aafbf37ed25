// One encrypted OpenPGP message: who can open it, and what is in it. Owns that nothing comes out before
// the last byte was proven, and how large the contents may get.
import { createDecipheriv } from 'node:crypto'
import { ReadableStream } from 'node:stream/web'
import type * as OpenPgp from 'openpgp'
import { ActionError } from '../errors.ts'
import { keyIdText, passphraseForms } from '../platform/openpgp-keys.ts'
import type { SecretText } from '../secret-value.ts'
import { MOST_SIGNATURES } from './judging.ts'

export interface MessageSource {
  readonly bytes: Uint8Array
  readonly isArmored: boolean
  /** How errors name it. */
  readonly shown: string
  /** Of the contents, after decompression. */
  readonly maxBytes: number
}

export interface Openers {
  readonly key: OpenPgp.PrivateKey | undefined
  readonly passphrase: SecretText | undefined
}

export interface Contents {
  readonly chunks: readonly Uint8Array[]
  readonly signatures: readonly OpenPgp.SignaturePacket[]
}

type Message = OpenPgp.Message<ReadableStream<Uint8Array>>
type SessionKey = OpenPgp.DecryptedSessionKey

interface Locks {
  readonly keyIds: readonly string[]
  readonly passphrases: number
}

/** Each costs a moment of hashing, or a private key's arithmetic. */
const MOST_PASSPHRASES = 8
const MOST_KEYS = 1000
const SHOWN_KEYS = 10
/** What OpenPGP itself puts around the contents. */
const FRAME_BYTES = 1024 * 1024
const FRAME_SHARE = 0.01
const SLICE_BYTES = 64 * 1024

export class SealedMessage {
  readonly #openpgp: typeof OpenPgp
  readonly #source: MessageSource
  readonly #config: OpenPgp.PartialConfig

  constructor(openpgp: typeof OpenPgp, source: MessageSource) {
    this.#openpgp = openpgp
    this.#source = source
    this.#config = {
      // Proven, then parsed: where damage makes another kind of packet begin, the library would wait for
      // ever. Costs the memory of all that is encrypted once more; what is packed in it stops at its limit.
      allowUnauthenticatedStream: false,
      maxDecompressedMessageSize: Math.ceil(source.maxBytes * (1 + FRAME_SHARE)) + FRAME_BYTES,
      // 1 GiB, which the archive could else ask for without limit.
      maxArgon2MemoryExponent: 20,
    }
  }

  /** @throws ActionError ARCHIVE_LOCKED, ARCHIVE_DAMAGED */
  async unlock({ key, passphrase }: Openers): Promise<SessionKey> {
    const locks = this.#locksOf(await this.#read())
    if (key === undefined && passphrase === undefined) {
      throw this.#locked(
        `is encrypted ${shownLocks(locks)}, and neither \`archive-passphrase\` nor \`archive-decryption-key\` is given`,
      )
    }
    const failed: string[] = []
    if (key !== undefined) {
      const found = await this.#sessionKeys({ decryptionKeys: key })
      if (found[0] !== undefined) return found[0]
      failed.push(whyKeyFailed(key, locks))
    }
    if (passphrase !== undefined) {
      for (const form of passphraseForms(passphrase.reveal())) {
        for (const found of await this.#sessionKeys({ passwords: form })) {
          if (await this.#fits(found)) return found
        }
      }
      failed.push('`archive-passphrase` does not open it')
    }
    throw this.#locked(`is encrypted ${shownLocks(locks)}, but ${failed.join(', and ')}`)
  }

  /** @throws ActionError ARCHIVE_DAMAGED, ARCHIVE_TOO_LARGE */
  async contents(sessionKey: SessionKey): Promise<Contents> {
    const { maxBytes } = this.#source
    try {
      await this.#countSignatures(sessionKey)
      const opened = await this.#openpgp.decrypt({
        message: await this.#read(),
        sessionKeys: sessionKey as OpenPgp.SessionKey,
        format: 'binary',
        config: this.#config,
      })
      const chunks: Uint8Array[] = []
      let total = 0
      for await (const chunk of opened.data as AsyncIterable<Uint8Array>) {
        total += chunk.length
        if (total > maxBytes) throw this.#tooLarge()
        chunks.push(chunk)
      }
      const signatures = await Promise.all(opened.signatures.map(({ signature }) => signature))
      return { chunks, signatures: signatures.flatMap(({ packets }) => [...packets]) }
    } catch (error) {
      if (error instanceof ActionError) throw error
      // The one thing that is asked of the library's words, which go no further.
      if (/maximum decompressed/i.test(String(error))) throw this.#tooLarge()
      throw this.#damaged('bytes were changed or are missing')
    }
  }

  // The library hashes all bytes for each signature at once, with more and more memory.
  async #countSignatures(sessionKey: SessionKey): Promise<void> {
    const amount = (await this.#inner(sessionKey)).getSigningKeyIDs().length
    if (amount > MOST_SIGNATURES)
      throw this.#damaged(`${amount} signatures are more than are looked at`)
  }

  async #inner(sessionKey: SessionKey): Promise<Message> {
    const config = { ...this.#openpgp.config, ...this.#config }
    const keys = [sessionKey as OpenPgp.SessionKey]
    return (await this.#read()).decrypt(undefined, undefined, keys, undefined, config)
  }

  async #opensWith(sessionKey: SessionKey): Promise<boolean> {
    try {
      await this.#inner(sessionKey)
      return true
    } catch {
      return false
    }
  }

  /** Anew for each use, which takes what it reads. */
  async #read(): Promise<Message> {
    const { bytes, isArmored } = this.#source
    const config = this.#config
    try {
      return isArmored
        ? ((await this.#openpgp.readMessage({
            armoredMessage: ReadableStream.from(texts(bytes)),
            config,
          })) as unknown as Message)
        : await this.#openpgp.readMessage({
            binaryMessage: ReadableStream.from(slices(bytes)),
            config,
          })
    } catch {
      throw this.#damaged('it cannot be read as an OpenPGP message')
    }
  }

  #locksOf(message: Message): Locks {
    const { packet } = this.#openpgp.enums
    const { packets } = message
    if (packets.findPacket(packet.symmetricallyEncryptedData) !== undefined) {
      throw this.#locked('is encrypted without a proof that its bytes were not changed')
    }
    const data = [packet.symEncryptedIntegrityProtectedData, packet.aeadEncryptedData]
    if (packets.filterByTag(...data).length === 0) {
      throw this.#damaged('it is OpenPGP, but not encrypted')
    }
    const keyIds = message.getEncryptionKeyIDs().map(keyIdText)
    const passphrases = packets.filterByTag(packet.symEncryptedSessionKey).length
    if (keyIds.length > MOST_KEYS || passphrases > MOST_PASSPHRASES) {
      throw this.#locked(
        `has ${keyIds.length} recipients and ${passphrases} passphrases, more than are tried`,
      )
    }
    return { keyIds, passphrases }
  }

  async #sessionKeys(
    openers: { readonly decryptionKeys: OpenPgp.PrivateKey } | { readonly passwords: string },
  ): Promise<readonly SessionKey[]> {
    const message = await this.#read()
    try {
      return await this.#openpgp.decryptSessionKeys({ message, ...openers, config: this.#config })
    } catch {
      return []
    }
  }

  // A passphrase opens always, to nonsense where it is the wrong one. In the form without a proof of its
  // own two of the first bytes come twice, so that wrong ones are told from damage.
  async #fits({ data, algorithm }: SessionKey): Promise<boolean> {
    const { packet } = this.#openpgp.enums
    const { packets } = await this.#read()
    const sealed = packets.findPacket(packet.symEncryptedIntegrityProtectedData)
    if (sealed === undefined) return true
    const [version, ...start] = await firstBytes(sealed.write(), 1 + 18)
    // Cut off, or another form: what comes next says so.
    if (version !== 1 || start.length < 18) return true
    // One wrong passphrase in 256 opens to a key of Twofish, which has to be tried.
    if (algorithm?.startsWith('aes') !== true) return this.#opensWith({ data, algorithm })
    const cipher = createDecipheriv(`aes-${data.length * 8}-cfb`, data, Buffer.alloc(16))
    const clear = cipher.update(Buffer.from(start))
    return clear.subarray(14, 16).equals(clear.subarray(16, 18))
  }

  #locked(how: string): ActionError {
    return new ActionError('ARCHIVE_LOCKED', {
      what: `${this.#source.shown} ${how}`,
      fix: 'Give the passphrase as `archive-passphrase`, or the private key of a recipient as `archive-decryption-key`.',
    })
  }

  #damaged(why: string): ActionError {
    return new ActionError('ARCHIVE_DAMAGED', {
      what: `${this.#source.shown}: ${why}; nothing of it was used`,
      fix: 'Fetch it again and compare its SHA-256 with the one that `export` gave out, or take an older one.',
    })
  }

  #tooLarge(): ActionError {
    return new ActionError('ARCHIVE_TOO_LARGE', {
      what: `${this.#source.shown} holds more than ${this.#source.maxBytes} bytes once it is decrypted`,
      fix: 'Look where it comes from. A store of such a size has to be split.',
    })
  }
}

function whyKeyFailed(key: OpenPgp.PrivateKey, { keyIds }: Locks): string {
  const own = key.getKeyIDs().map(keyIdText)
  return own.some((id) => keyIds.includes(id))
    ? '`archive-decryption-key` does not open the part for it: the key is not whole, or bytes were changed'
    : `\`archive-decryption-key\` (${own.join(', ')}) is none of them`
}

function shownLocks({ keyIds, passphrases }: Locks): string {
  const shown = keyIds.slice(0, SHOWN_KEYS).map((id) => (/^0+$/.test(id) ? 'a hidden one' : id))
  const more = keyIds.length > SHOWN_KEYS ? ` and ${keyIds.length - SHOWN_KEYS} more` : ''
  const noun = keyIds.length === 1 ? 'key' : 'keys'
  const keys = shown.length > 0 ? [`to the ${noun} ${shown.join(', ')}${more}`] : []
  return [...keys, ...(passphrases > 0 ? ['with a passphrase'] : [])].join(' and ')
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) yield bytes.subarray(at, at + SLICE_BYTES)
}

function* texts(bytes: Uint8Array): Generator<string> {
  for (const slice of slices(bytes)) yield Buffer.from(slice).toString('latin1')
}

/**
 * None where it is cut off.
 * @param written a stream, although the library's types say otherwise
 */
async function firstBytes(written: unknown, length: number): Promise<Buffer> {
  const first: Uint8Array[] = []
  let got = 0
  try {
    for await (const chunk of written as AsyncIterable<Uint8Array>) {
      first.push(chunk)
      got += chunk.length
      if (got >= length) break
    }
  } catch {
    return Buffer.alloc(0)
  }
  return Buffer.concat(first).subarray(0, length)
}
