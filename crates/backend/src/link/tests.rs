use super::*;
use crate::secret::PrivateFile;

const AT: Millis = 1_790_000_000_000;
const ROW_ID: &str = "00112233445566ff";

fn ring() -> (tempfile::TempDir, Arc<Ring>) {
    let dir = tempfile::tempdir().unwrap();
    let file = PrivateFile::at(dir.path().join("secret.key"));
    (dir, Arc::new(Ring::create(file).unwrap()))
}

fn token(links: &Links) -> String {
    let address = links.manage(ROW_ID, AT).unwrap();
    let token = address.strip_prefix("https://connector.example.com/a/");
    token.expect(&address).to_owned()
}

#[test]
fn a_link_leads_to_its_target_for_thirty_days() {
    let (_dir, ring) = ring();
    let links = Links::at("https://connector.example.com/", ring.clone());
    let token = token(&links);
    assert_eq!(token, self::token(&links), "the same card, the same link");
    let target = Target::Manage(ROW_ID.to_owned());
    for (later, expected) in [
        (0, Ok(target.clone())),
        (30 * DAY - SECOND, Ok(target)),
        (30 * DAY, Err(Dead::Expired)),
        (3650 * DAY, Err(Dead::Expired)),
    ] {
        assert_eq!(read(&token, &ring, AT + later), expected, "{later}");
    }
    assert_eq!(links.manage("row", AT), None);
}

#[test]
fn a_button_has_a_link_where_somebody_is_told() {
    let (_dir, ring) = ring();
    let links = Links::at("https://connector.example.com", ring.clone());
    let delivery = format!("01997a00-0000-7000-8000-0123456789ab.{ROW_ID}");
    assert_eq!(links.act(&delivery, 1, AT), None);
    let links = links.with_buttons();
    let mut tokens = Vec::new();
    for number in 0..3 {
        let address = links.act(&delivery, number, AT).unwrap();
        let token = address.rsplit('/').next().unwrap().to_owned();
        let target = Target::Act(Numbered {
            delivery: delivery.clone(),
            number: u8::try_from(number).unwrap(),
        });
        assert_eq!(read(&token, &ring, AT), Ok(target));
        assert_eq!(read(&token, &ring, AT + LIFE), Err(Dead::Expired));
        tokens.push(token);
    }
    tokens.dedup();
    assert_eq!(tokens.len(), 3);
    for strange in ["", "x.y", &delivery[1..], &delivery[..delivery.len() - 1]] {
        assert_eq!(links.act(strange, 0, AT), None, "{strange}");
    }
}

#[test]
fn no_changed_letter_and_no_other_key_passes() {
    let (_dir, ring) = ring();
    let (_other_dir, other) = self::ring();
    let token = token(&Links::at("https://connector.example.com", ring.clone()));
    assert_eq!(read(&token, &other, AT), Err(Dead::Wrong));
    for at in 0..token.len() {
        let mut changed = token.clone().into_bytes();
        changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
        let changed = String::from_utf8(changed).unwrap();
        assert_eq!(read(&changed, &ring, AT), Err(Dead::Wrong), "{at}");
        assert_eq!(read(&token[..at], &ring, AT), Err(Dead::Wrong), "{at}");
    }
    for strange in [format!("{token}00"), token.to_uppercase(), "ä".repeat(29)] {
        assert_eq!(read(&strange, &ring, AT), Err(Dead::Wrong), "{strange}");
    }
}

#[test]
fn a_page_counts_for_its_link_and_for_an_hour() {
    let (_dir, ring) = ring();
    let ask = Ask::about(7, None);
    let value = ask.value("one", &ring, AT);
    let read = |token, later| Asked::read(&value, token, &ring, AT + later);
    assert_eq!(read("one", 0), Asked::Here(ask.clone()));
    assert_eq!(read("one", LIFE.min(3599 * SECOND)), Asked::Here(ask));
    assert_eq!(read("one", 3600 * SECOND), Asked::Nowhere);
    assert_eq!(read("two", 0), Asked::Nowhere);
    for wrong in ["", "00", "zz", &value[2..]] {
        assert_eq!(Asked::read(wrong, "one", &ring, AT), Asked::Nowhere);
    }
    let link = token(&Links::at("https://connector.example.com", ring.clone()));
    assert_eq!(Asked::read(&link, "one", &ring, AT), Asked::Nowhere);
    assert_eq!(super::read(&value, &ring, AT), Err(Dead::Wrong));
}
