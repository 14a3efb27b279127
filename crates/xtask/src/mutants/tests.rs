use super::*;

fn outcome(caught: usize, missed: &[&str]) -> [(Area, Outcome); 1] {
    let outcome = Outcome {
        noticed: caught,
        missed: missed.iter().map(|name| (*name).to_owned()).collect(),
    };
    [(Area::Model, outcome)]
}

fn why(outcomes: &[(Area, Outcome)], survivors: &str) -> String {
    let survivors = Survivors::parse(survivors).unwrap();
    report(outcomes, &survivors).map_or_else(|error| error.to_string(), |()| String::new())
}

const CHANGE: &str = "src/form/model/a.rs: replace < with <= in b";
const REASON: &str = "src/form/model/a.rs: replace < with <= in b\n  They differ for one millisecond,\n  which nobody sees.\n";

#[test]
fn too_little_noticed_fails() {
    assert_eq!(why(&outcome(9, &[CHANGE]), REASON), "");
    let told = why(&outcome(8, &[CHANGE]), REASON);
    assert!(told.contains("model: 88 % is less than 90 %"), "{told}");
    assert!(
        why(&outcome(0, &[]), "").contains("0 %"),
        "nothing was broken at all"
    );
}

#[test]
fn a_survivor_needs_a_reason_and_a_reason_a_survivor() {
    let told = why(&outcome(90, &[CHANGE]), "");
    assert!(told.contains("in b: write a test"), "{told}");
    let told = why(&outcome(90, &[]), REASON);
    assert!(told.contains("in b: it is noticed by now"), "{told}");
    let elsewhere = REASON.replace("src/form/model", "crates/wire/src");
    assert_eq!(why(&outcome(90, &[]), &elsewhere), "", "not looked at");
}

#[test]
fn a_reason_may_have_several_lines_and_none_is_left_out() {
    let survivors = Survivors::parse(REASON).unwrap();
    let reason = "They differ for one millisecond, which nobody sees.";
    assert_eq!(survivors.reason(CHANGE), Some(reason));
    for text in [
        CHANGE,
        "  alone",
        &format!("{CHANGE}\n{REASON}\nsrc/b.rs: c\n"),
    ] {
        assert!(Survivors::parse(text).is_err(), "{text}");
    }
}

#[test]
fn what_is_kept_in_the_project_reads() {
    Survivors::read().unwrap();
}

#[test]
fn a_change_is_known_wherever_it_moves() {
    let line = "src/form/model/a.rs:12:9: replace a::b -> c with d";
    assert_eq!(
        without_place(line),
        "src/form/model/a.rs: replace a::b -> c with d"
    );
}
