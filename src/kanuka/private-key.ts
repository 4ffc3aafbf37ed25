// A private key in every form that people have it in, as node's KeyObject; or an error that says
// what was given and how to get what is needed.
import {
  createPrivateKey,
  createPublicKey,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  type KeyObject,
} from 'node:crypto'
import { ActionError, type ErrorCode } from '../errors.ts'
import type { OpenSshResult } from './openssh-key.ts'
import { findPemBlocks, formatPem, isCutOff, type PemBlock } from './pem.ts'

export interface PrivateKey {
  readonly key: KeyObject
  readonly modulusBytes: number
  /** What must be masked: the body in its normal form and as one line. */
  readonly secretLines: readonly string[]
}

const SAMPLE_LENGTH = 16

const MAKE_ONE =
  'Use the RSA key that `kanuka secrets ci-init` shows, or make one with `openssl genrsa 2048` and register its public key (`openssl rsa -pubout`) with `kanuka secrets register --file <uuid>.pub --user <email>`.'

/**
 * @param pasted the private key as it stands in the secret
 * @param passphrase tried as given, then without one final newline
 * @throws ActionError KEY_INVALID, KEY_KIND, PASSPHRASE_MISSING, PASSPHRASE_WRONG
 */
export async function readPrivateKey(
  pasted: string,
  passphrase: string | undefined,
): Promise<PrivateKey> {
  const block = privateBlock(pasted)
  const key =
    block.label === 'OPENSSH PRIVATE KEY'
      ? await openOpenSsh(block, passphrase)
      : openPem(block, passphrase)
  refuseOtherKinds(key)
  if (!isWhole(key)) throw damaged(block.label)
  const modulusBits = key.asymmetricKeyDetails?.modulusLength ?? 0
  return {
    key,
    modulusBytes: Math.ceil(modulusBits / 8),
    secretLines: [...(block.body.match(/.{1,64}/g) ?? []), block.body],
  }
}

function privateBlock(pasted: string): PemBlock {
  const blocks = findPemBlocks(pasted)
  const block = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'))
  if (block) return block
  throw refusal('KEY_INVALID', describeWrongPaste(pasted, blocks), MAKE_ONE)
}

function describeWrongPaste(pasted: string, blocks: readonly PemBlock[]): string {
  const [first] = blocks
  if (first) return `\`private-key\` holds a ${first.label}, not a private key`
  if (isCutOff(pasted)) {
    return '`private-key` is cut off: it has a BEGIN line, but no END line that fits'
  }
  const text = pasted.trim()
  if (/^(ssh-|ecdsa-|sk-)\S+ AAAA/.test(text)) {
    return '`private-key` holds an SSH PUBLIC key line, not a private key'
  }
  if (text.startsWith('PuTTY-User-Key-File')) {
    return '`private-key` is in PuTTY form; convert it with `puttygen key.ppk -O private-openssh`'
  }
  if (/^\*+$/.test(text)) {
    return '`private-key` is only `***`: an output that GitHub masked on its way between jobs'
  }
  if (/^MI[EIJ][A-Za-z0-9+/\s]+=*$/.test(text)) {
    return '`private-key` holds the body of a key without its BEGIN and END lines'
  }
  return `\`private-key\` holds no private key (${pasted.length} characters without a BEGIN line)`
}

function openPem(block: PemBlock, passphrase: string | undefined): KeyObject {
  const pem = formatPem(block)
  const isEncrypted = block.label === 'ENCRYPTED PRIVATE KEY' || block.headers.length > 0
  if (!isEncrypted) {
    const key = tryKey(pem)
    if (key) return key
    throw damaged(block.label)
  }
  if (passphrase === undefined) throw passphraseMissing(block.label)
  for (const candidate of passphraseForms(passphrase)) {
    const key = tryKey(pem, candidate)
    if (key) return key
  }
  throw passphraseWrong(block.label)
}

async function openOpenSsh(block: PemBlock, passphrase: string | undefined): Promise<KeyObject> {
  const { readOpenSshKey } = await import('./openssh-key.ts')
  const bytes = Buffer.from(block.body, 'base64')
  let result: OpenSshResult = readOpenSshKey(bytes, undefined)
  if ('key' in result) return result.key
  if (result.failure === 'passphrase needed' && passphrase !== undefined) {
    for (const candidate of passphraseForms(passphrase)) {
      result = readOpenSshKey(bytes, candidate)
      if ('key' in result) return result.key
    }
  }
  throw openSshRefusal(result, block.label)
}

function openSshRefusal(
  result: Exclude<OpenSshResult, { key: KeyObject }>,
  label: string,
): ActionError {
  switch (result.failure) {
    case 'kind':
      return kindRefusal(`an OpenSSH key of kind ${result.name}`)
    case 'cipher':
      return refusal(
        'KEY_INVALID',
        `the OpenSSH key in \`private-key\` is encrypted with ${result.name}, which is not supported`,
        'Write it anew with `ssh-keygen -p -Z aes256-ctr -f key`.',
      )
    case 'passphrase needed':
      return passphraseMissing(label)
    case 'passphrase wrong':
      return passphraseWrong(label)
    case 'damaged':
      return damaged(label)
  }
}

// A secret that was set from a file or by `echo` ends in a newline that is not part of it.
function passphraseForms(passphrase: string): readonly Buffer[] {
  const bare = passphrase.replace(/\r?\n$/, '')
  return [...new Set([passphrase, bare])].map((form) => Buffer.from(form, 'utf8'))
}

function tryKey(pem: string, passphrase?: Buffer): KeyObject | undefined {
  try {
    return createPrivateKey({ key: pem, format: 'pem', ...(passphrase && { passphrase }) })
  } catch {
    // OpenSSL's reasons differ by form and version; none tells a wrong passphrase from damage.
    return undefined
  }
}

// A key with a wrong bit is read without complaint, and would then look like a stranger's or make
// the store look damaged: what its public half encrypts, it must decrypt.
function isWhole(key: KeyObject): boolean {
  const sample = randomBytes(SAMPLE_LENGTH)
  try {
    const encrypted = publicEncrypt(createPublicKey(key), sample)
    return privateDecrypt(key, encrypted).equals(sample)
  } catch {
    return false
  }
}

function damaged(label: string): ActionError {
  return refusal('KEY_INVALID', `the ${label} in \`private-key\` is damaged or cut`, MAKE_ONE)
}

function refuseOtherKinds(key: KeyObject): void {
  if (key.asymmetricKeyType === 'rsa') return
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {}
  const kind = (key.asymmetricKeyType ?? 'unknown').toUpperCase()
  const details = [namedCurve, modulusLength && `${modulusLength} bits`].filter(Boolean).join(', ')
  throw kindRefusal(`a key of kind ${kind}${details ? ` (${details})` : ''}`)
}

function kindRefusal(what: string): ActionError {
  return refusal('KEY_KIND', `\`private-key\` is ${what}; Kanuka takes RSA keys only`, MAKE_ONE)
}

function passphraseMissing(label: string): ActionError {
  return refusal(
    'PASSPHRASE_MISSING',
    `the ${label} in \`private-key\` is protected by a passphrase, and \`passphrase\` is empty`,
    'Give it: `passphrase: ${{ secrets.KANUKA_PASSPHRASE }}`.',
  )
}

function passphraseWrong(label: string): ActionError {
  return refusal(
    'PASSPHRASE_WRONG',
    `\`passphrase\` does not open the ${label} in \`private-key\``,
    'Check the secret: blanks count, one final newline does not. A damaged key looks the same.',
  )
}

function refusal(code: ErrorCode, what: string, fix: string): ActionError {
  return new ActionError(code, { what, fix })
}
