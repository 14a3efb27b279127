use super::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn check_id(text: &str, good: bool) {
    assert_eq!(
        EntityId::try_from(text.to_owned()).is_ok(),
        good,
        "{text:?}"
    );
}

#[test]
fn entity_ids_are_opaque_tokens() {
    check_id("0123456789abcdef0123456789abcdef", true);
    check_id("11111111-2222-3333-4444-555555555555", true);
    for text in [
        "",
        "short",
        "0123456789abcde/",
        "0123456789abcdé0",
        "../../etc/passwd00",
    ] {
        check_id(text, false);
    }
    check_id(&"a".repeat(65), false);
}

#[test]
fn minted_ids_carry_all_their_bits() {
    let id = EntityId::from_random([0x0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0xf0]);
    assert_eq!(id.as_str(), "0f0102030405060708090a0b0c0d0ef0");
}

fn check_name(text: &str, expected: Result<&str, ConfigNameError>) {
    let name = ConfigName::try_from(text.to_owned());
    assert_eq!(
        name.as_ref().map(ConfigName::as_str).map_err(|e| *e),
        expected,
        "{text:?}"
    );
}

#[test]
fn names_are_trimmed_and_bounded() {
    check_name("  Orders ", Ok("Orders"));
    check_name("注文 📦", Ok("注文 📦"));
    check_name(" \t", Err(ConfigNameError::Missing));
    check_name("a\nb", Err(ConfigNameError::Control));
    check_name("a\u{0}b", Err(ConfigNameError::Control));
    check_name(&"é".repeat(100), Ok(&"é".repeat(100)));
    check_name(&"é".repeat(101), Err(ConfigNameError::TooLong));
}

/// A pasted name carries marks that nobody sees and nobody could remove.
#[test]
fn names_are_kept_as_they_are_seen() {
    check_name("Team \u{2068}Nord\u{2069}", Ok("Team Nord"));
    check_name("\u{202d}+49 170\u{202c}\u{feff}", Ok("+49 170"));
    check_name("one\u{2028}two", Ok("one two"));
    check_name("\u{200b}\u{2060}", Err(ConfigNameError::Missing));
    check_name(
        &("\u{200b}".to_owned() + &"x".repeat(100)),
        Ok(&"x".repeat(100)),
    );
    check_name("hi\u{e0068}\u{e0069}", Ok("hi"));
    let flag = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
    check_name(flag, Ok(flag));
    check_name(&(flag.to_owned() + "\u{e0061}"), Ok(flag));
    for ordinary in [
        "می\u{200c}خواهم",
        "👩\u{200d}👧",
        "\u{200f}طلب",
        "❤\u{fe0f}",
    ] {
        check_name(ordinary, Ok(ordinary));
    }
}

#[test]
fn the_longest_address_has_room() {
    assert_eq!(MAX_WEBHOOK_URL, 8_192, "real ones have a thousand");
}

#[test]
fn a_choice_wants_its_own_events_only() {
    use NotificationType::{All, Create, Update};
    for (choice, created, updated) in [
        (Create, true, false),
        (Update, false, true),
        (All, true, true),
    ] {
        assert_eq!(choice.wants(EventKind::Created), created, "{choice:?}");
        assert_eq!(choice.wants(EventKind::Updated), updated, "{choice:?}");
        assert_eq!(NotificationType::from_code(choice.code()), Some(choice));
    }
    assert_eq!(NotificationType::from_code("create"), None);
}

#[test]
fn a_save_reads_and_writes_the_contract() {
    let text = r#"{"notificationType":"All","configName":"Orders","contentUrl":"https://a.example/configure","webhookUrl":"https://b.example/","userObjectId":"3333","version":4}"#;
    let save: SaveConnector = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&save).unwrap(), text);
    let more = text
        .replace(r#""webhookUrl":"https://b.example/","#, "")
        .replace("4}", r#"4,"editor":"0123456789abcdef","confirm":true}"#);
    let save: SaveConnector = serde_json::from_str(&more).unwrap();
    assert!(save.confirm && save.editor.is_some() && save.webhook_url.is_none());
    assert_eq!(serde_json::to_string(&save).unwrap(), more);
    let unknown = text.replace("\"version\":4", "\"surprise\":4");
    assert!(serde_json::from_str::<SaveConnector>(&unknown).is_err());
}

#[test]
fn an_event_reads_and_writes_the_contract() {
    let text = r#"{"type":"created","task":{"id":"7","title":"Order paper","assignedTo":"Kim"}}"#;
    let event: Event = serde_json::from_str(text).unwrap();
    assert_eq!(event.kind, EventKind::Created);
    assert_eq!(serde_json::to_string(&event).unwrap(), text);
}

#[test]
fn a_test_card_asks_for_what_it_likes() {
    let empty: TestCard = serde_json::from_str("{}").unwrap();
    assert!(empty == TestCard::default());
    let text = r#"{"notificationType":"All","webhookUrl":"https://b.example/","code":"A1B2"}"#;
    let card: TestCard = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&card).unwrap(), text);
    assert!(serde_json::from_str::<TestCard>(r#"{"surprise":1}"#).is_err());
}

fn check_codes<T>(each: &[T], code: fn(T) -> &'static str, from_code: fn(&str) -> Option<T>)
where
    T: Copy + std::fmt::Debug + PartialEq + Serialize + DeserializeOwned,
{
    for one in each {
        let spelling = serde_json::to_value(one).unwrap();
        assert_eq!(spelling, code(*one));
        assert_eq!(from_code(code(*one)), Some(*one));
        assert_eq!(serde_json::from_value::<T>(spelling).unwrap(), *one);
    }
    assert_eq!(from_code("brand_new"), None);
    assert!(serde_json::from_str::<T>("\"brand_new\"").is_err());
}

#[test]
fn codes_are_spelled_as_serde_spells_them_and_new_ones_are_none() {
    macro_rules! check {
        ($($name:ident)+) => {
            $(check_codes(&$name::EACH, $name::code, $name::from_code);)+
        };
    }
    check!(Code DeliveryKind DeliveryState Destination);
    check!(EventKind HealthState Importance NotificationType);
    check!(Outcome Posted Refusal Repair);
}

mod families;
mod parts;
mod repairs;
mod secrets;
