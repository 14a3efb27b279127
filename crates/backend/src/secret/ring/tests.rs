use super::*;

fn ring(dir: &tempfile::TempDir) -> Ring {
    Ring::create(PrivateFile::at(dir.path().join("secret.key"))).unwrap()
}

fn text(text: &str) -> SecretString {
    SecretString::from(text.to_owned())
}

fn opened(ring: &Ring, sealed: &[u8], cell: &str) -> Result<String, SealError> {
    ring.open_cell(sealed, cell)
        .map(|text| text.expose_secret().to_owned())
}

#[test]
fn sealed_text_opens_in_its_own_cell_only() {
    let dir = tempfile::tempdir().unwrap();
    let ring = ring(&dir);
    let sealed = ring.seal(&text("canary"), "webhooks/url/1").unwrap();
    assert!(!sealed.windows(6).any(|window| window == b"canary"));
    assert_eq!(
        opened(&ring, &sealed, "webhooks/url/1").as_deref(),
        Ok("canary")
    );
    assert_eq!(
        opened(&ring, &sealed, "webhooks/url/2"),
        Err(SealError::Wrong)
    );
    assert_ne!(
        sealed,
        ring.seal(&text("canary"), "webhooks/url/1").unwrap()
    );
}

#[test]
fn changed_or_foreign_bytes_never_open() {
    let dir = tempfile::tempdir().unwrap();
    let ring = ring(&dir);
    let mut sealed = ring.seal(&text("canary"), "cell").unwrap();
    let last = sealed.len() - 1;
    sealed[last] ^= 1;
    assert_eq!(opened(&ring, &sealed, "cell"), Err(SealError::Wrong));
    assert_eq!(opened(&ring, b"", "cell"), Err(SealError::Wrong));
    assert_eq!(opened(&ring, &[FORMAT; 12], "cell"), Err(SealError::Wrong));
}

#[test]
fn another_installation_names_the_missing_key() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let sealed = ring(&here).seal(&text("canary"), "cell").unwrap();
    let error = opened(&ring(&there), &sealed, "cell").unwrap_err();
    assert!(matches!(error, SealError::MissingKey(_)), "{error}");
    assert!(error.to_string().contains("not in the key file"));
}

#[test]
fn a_rotation_elsewhere_is_noticed_and_old_text_still_opens() {
    let dir = tempfile::tempdir().unwrap();
    let server = ring(&dir);
    let old = server.seal(&text("canary"), "cell").unwrap();
    let mark = server.mark(&text("canary"));
    let command = Ring::open(PrivateFile::at(dir.path().join("secret.key")))
        .unwrap()
        .unwrap();
    command.add_key().unwrap();
    let new = command.seal(&text("canary"), "cell").unwrap();
    assert_ne!(key_id_of(&old), key_id_of(&new));
    assert_eq!(opened(&server, &new, "cell").as_deref(), Ok("canary"));
    assert_eq!(opened(&server, &old, "cell").as_deref(), Ok("canary"));
    assert_eq!(server.mark(&text("canary")), mark);
    command.drop_keys_but(&[key_id_of(&new).unwrap()]).unwrap();
    assert!(matches!(
        opened(&command, &old, "cell"),
        Err(SealError::MissingKey(_))
    ));
    assert_eq!(opened(&command, &new, "cell").as_deref(), Ok("canary"));
}

#[test]
fn a_damaged_file_says_what_is_wrong() {
    let dir = tempfile::tempdir().unwrap();
    let file = PrivateFile::at(dir.path().join("secret.key"));
    file.write("mark short\n").unwrap();
    let error = Ring::open(file).err().unwrap().to_string();
    assert!(error.contains("not 32 bytes"), "{error}");
}

#[test]
fn a_key_that_something_needs_is_not_dropped() {
    let dir = tempfile::tempdir().unwrap();
    let ring = ring(&dir);
    let sealed = ring.seal(&text("canary"), "cell").unwrap();
    ring.add_key().unwrap();
    ring.drop_keys_but(&[key_id_of(&sealed).unwrap()]).unwrap();
    assert_eq!(opened(&ring, &sealed, "cell").as_deref(), Ok("canary"));
    ring.drop_keys_but(&[]).unwrap();
    assert!(opened(&ring, &sealed, "cell").is_err());
    let fresh = ring.seal(&text("canary"), "cell").unwrap();
    assert_eq!(opened(&ring, &fresh, "cell").as_deref(), Ok("canary"));
}

/// The key known here may be dropped by now: what it seals, nobody could open.
#[test]
fn nothing_is_sealed_while_a_changed_key_file_cannot_be_read() {
    let dir = tempfile::tempdir().unwrap();
    let ring = ring(&dir);
    std::fs::write(dir.path().join("secret.key"), "nonsense").unwrap();
    let refused = ring.seal(&text("canary"), "cell");
    assert_eq!(refused, Err(SealError::NoKey));
}

#[test]
fn a_mark_tells_equal_texts_of_one_installation_and_nothing_else() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (here, there) = (ring(&here), ring(&there));
    let mark = here.mark(&text("canary"));
    assert_eq!(mark.len(), 64);
    assert_eq!(mark, here.mark(&text("canary")));
    assert_ne!(mark, here.mark(&text("canary2")));
    assert_ne!(mark, there.mark(&text("canary")));
}

#[test]
fn every_key_of_the_file_is_known_and_the_newest_seals() {
    let dir = tempfile::tempdir().unwrap();
    let ring = ring(&dir);
    let id = || key_id_of(&ring.seal(&text("canary"), "cell").unwrap()).unwrap();
    let old = id();
    assert!(ring.knows(old) && ring.seals_with(old));
    ring.add_key().unwrap();
    let new = id();
    assert!(ring.knows(old) && ring.knows(new));
    assert!(ring.seals_with(new) && !ring.seals_with(old));
    assert!(!ring.knows([0; ID]));
}

/// An empty text is sealed to the shortest that there is, tag included.
#[test]
fn what_is_too_short_is_not_sealed_text() {
    let header = |length| {
        let mut bytes = vec![7; length];
        bytes[0] = FORMAT;
        key_id_of(&bytes)
    };
    assert_eq!(header(1 + ID + NONCE), Some([7; ID]));
    assert_eq!(header(ID + NONCE), None);
    assert_eq!(key_id_of(&[FORMAT + 1; 64]), None);
}

#[test]
fn comments_and_empty_lines_are_passed_over_and_other_words_are_not() {
    let dir = tempfile::tempdir().unwrap();
    let file = || PrivateFile::at(dir.path().join("secret.key"));
    let lines = |extra: &str| {
        let key = encode(&[1; 32]);
        file()
            .write(&format!("mark {key}\n{extra}\nseal {key}\n"))
            .unwrap();
        Ring::open(file()).map(|ring| ring.is_some())
    };
    for extra in ["", "   ", "#", "# two words", "#word after"] {
        assert!(lines(extra).unwrap(), "{extra:?}");
    }
    for extra in ["sael", "sael AAAA", "key #"] {
        assert!(lines(extra).is_err(), "{extra:?}");
    }
}

/// For its label, its parts in their order and this installation alone; also by its
/// beginning, and after a change of the sealing key.
#[test]
fn a_signature_counts_for_what_was_signed_alone() {
    let [dir, other] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let [ring, another] = [&dir, &other].map(ring);
    let parts: [&[u8]; 2] = [b"one", b"two"];
    let signature = ring.sign(b"link", &parts);
    assert!(ring.has_signed(b"link", &parts, &signature));
    assert!(ring.has_signed(b"link", &parts, &signature[..16]));
    assert!(!ring.has_signed(b"link", &parts, &signature[16..]));
    assert!(!ring.has_signed(b"press", &parts, &signature));
    for other in [
        &[b"two" as &[u8], b"one"][..],
        &[b"onetwo"],
        &[b"one", b"tw", b"o"],
        &[],
    ] {
        assert!(!ring.has_signed(b"link", other, &signature), "{other:?}");
    }
    ring.add_key().unwrap();
    assert!(ring.has_signed(b"link", &parts, &signature));
    assert!(!another.has_signed(b"link", &parts, &signature));
}
