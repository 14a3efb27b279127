use super::*;
use crate::files::{Files, Path};
use crate::finding::Target;
use crate::lint::{Input, Options, lint};
use std::time::{Duration, Instant};

fn package() -> Files {
    let mut files = Files::default();
    for (name, content) in [("manifest.json", "{}"), ("a.txt", "aaaa"), ("b/c.txt", "")] {
        files.add(&Path::inside(name).unwrap(), content.into());
    }
    files
}

/// What is told of an archive, in time.
fn told(bytes: Vec<u8>) -> Vec<&'static str> {
    let begun = Instant::now();
    let found = lint(
        &Input::Archive(bytes),
        &Options::for_target(Target::Development),
    );
    assert!(begun.elapsed() < Duration::from_secs(1));
    assert!(found.iter().all(|finding| finding.told.len() > 10));
    found.iter().map(|finding| finding.rule.id).collect()
}

/// The places where the directory's entries begin.
fn entries(bytes: &[u8]) -> Vec<usize> {
    let mark = CENTRAL.to_le_bytes();
    let at = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, part)| *part == mark);
    at.map(|(at, _)| at).collect()
}

fn put(bytes: &mut [u8], at: usize, new: &[u8]) {
    bytes[at..at + new.len()].copy_from_slice(new);
}

/// The archive with bytes of its second entry replaced.
fn with(offset: usize, new: &[u8]) -> Vec<u8> {
    let mut bytes = write(&package());
    let at = entries(&bytes)[1] + offset;
    put(&mut bytes, at, new);
    bytes
}

#[test]
fn what_is_written_can_be_read_and_is_always_the_same() {
    let bytes = write(&package());
    assert_eq!(read(&bytes).map_err(|(rule, _)| rule.id), Ok(package()));
    assert_eq!(bytes, write(&package()));
    assert_eq!(&bytes[30..43], b"manifest.json");
}

#[test]
fn attacks_are_refused_with_their_reason() {
    let end = |offset: usize, new: &[u8]| {
        let mut bytes = write(&package());
        let at = bytes.len() - 22 + offset;
        put(&mut bytes, at, new);
        bytes
    };
    for (name, bytes, id) in [
        ("a path upwards", with(46, b"../xx"), "zip-path-outside"),
        ("an absolute path", with(46, b"/root"), "zip-path-outside"),
        ("a Windows path", with(46, b"c:\\xx"), "zip-path-outside"),
        ("a password", with(8, &[1, 0]), "zip-encrypted"),
        ("another method", with(10, &[12, 0]), "zip-method"),
        ("4 GB", with(24, &[0xff; 4]), "zip-too-large"),
        (
            "a size that is a lie",
            with(24, &[200, 0, 0, 0]),
            "zip-damaged",
        ),
        ("a wrong sum", with(16, &[1, 2, 3, 4]), "zip-damaged"),
        ("another name inside", with(46, b"x.txt"), "zip-damaged"),
        (
            "a start beyond the end",
            with(42, &[0xff, 0xff, 0, 0]),
            "zip-damaged",
        ),
        ("no directory", end(16, &[9, 0, 0, 0]), "zip-damaged"),
        ("zip64", end(10, &[0xff; 2]), "zip-64"),
        ("many files", end(10, &[0xe9, 3]), "zip-too-large"),
        ("a second disk", end(4, &[1, 0]), "zip-damaged"),
        ("nothing", Vec::new(), "zip-unreadable"),
        ("a picture", vec![0x89; 500], "zip-unreadable"),
        (
            "half of it",
            write(&package())[..90].to_vec(),
            "zip-unreadable",
        ),
        ("eleven megabytes", vec![0; 11 << 20], "zip-too-large"),
    ] {
        assert_eq!(told(bytes), [id], "{name}");
    }
}

#[test]
fn a_link_is_refused() {
    let mut bytes = with(38, &0xa1ff_0000_u32.to_le_bytes());
    let at = entries(&bytes)[1];
    put(&mut bytes, at + 5, &[3]);
    assert_eq!(told(bytes), ["zip-link"]);
}

#[test]
fn two_manifests_are_refused() {
    let mut files = package();
    files.add(&Path::inside("manifest.jsoN").unwrap(), b"{}".to_vec());
    assert_eq!(told(write(&files)), ["zip-file-twice"]);
}

/// 9 MB of zeros are 9 KB packed; that alone is no attack.
#[test]
fn what_inflates_stays_within_its_limit() {
    let mut files = package();
    files.add(&Path::inside("zeros").unwrap(), vec![0; 9 << 20]);
    assert!(!told(write(&files)).contains(&"zip-too-large"));
    files.add(&Path::inside("more").unwrap(), vec![0; 2 << 20]);
    assert_eq!(told(write(&files)), ["zip-too-large"]);
}

/// Whatever is cut or flipped is answered, never a panic.
#[test]
fn damage_anywhere_is_answered() {
    let whole = write(&package());
    for at in 0..whole.len() {
        let _ = read(&whole[..at]);
        for bit in [1, 0x80] {
            let mut bytes = whole.clone();
            bytes[at] ^= bit;
            let _ = read(&bytes);
        }
    }
}
