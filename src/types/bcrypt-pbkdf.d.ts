declare module 'bcrypt-pbkdf' {
  const bcrypt: {
    /** Fills `output` with a key derived from passphrase and salt; -1 on bad lengths. */
    pbkdf(
      passphrase: Uint8Array,
      passphraseLength: number,
      salt: Uint8Array,
      saltLength: number,
      output: Uint8Array,
      outputLength: number,
      rounds: number,
    ): number
  }
  export default bcrypt
}
