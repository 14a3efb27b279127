use super::*;
use serde_json::json;

fn reasons(schema: &Value, document: &Value) -> Vec<(String, Reason)> {
    let faults = faults(schema, document).into_iter();
    faults.map(|fault| (fault.place, fault.reason)).collect()
}

#[test]
fn every_version_has_its_schemas() {
    for version in Version::all() {
        let manifest = schema(version, Kind::Manifest);
        assert!(manifest.is_some_and(|it| it["properties"]["connectors"].is_object()));
        let localization = schema(version, Kind::Localization);
        assert_eq!(
            localization.is_some(),
            version.takes_localization(),
            "{version}"
        );
    }
}

/// What `pattern.rs` promises: each expression compiles, or is known by hand.
#[test]
fn every_expression_of_the_schemas_can_be_used() {
    fn walk(value: &Value, count: &mut usize) {
        if let Some(object) = value.as_object() {
            if let Some(Value::String(form)) = object.get("pattern") {
                pattern::matches(form, "a");
                *count += 1;
            }
            let forms = object.get("patternProperties").and_then(Value::as_object);
            for form in forms.into_iter().flatten().map(|(form, _)| form) {
                pattern::matches(form, "a");
                *count += 1;
            }
            object.values().for_each(|inner| walk(inner, count));
        }
        value
            .as_array()
            .into_iter()
            .flatten()
            .for_each(|inner| walk(inner, count));
    }
    let mut count = 0;
    for version in Version::all() {
        for kind in [Kind::Manifest, Kind::Localization] {
            schema(version, kind)
                .iter()
                .for_each(|it| walk(it, &mut count));
        }
    }
    assert!(count > 1000, "{count}");
}

#[test]
fn expressions_by_hand_mean_what_they_say() {
    let null = r"^(?![nN][uU][lL]{2}$)\s*\S.*";
    let word = r"^[\p{L}][\p{L}0-9._]*$";
    let library = r"^(?!.*[\r\n\f\b\v\u0007\t])[\S]*\.xll$";
    for (form, text, fits) in [
        (null, "NULL", false),
        (null, "nullable", true),
        (null, "  ", false),
        (null, " a", true),
        (word, "é1._", true),
        (word, "1a", false),
        (word, "a b", false),
        (library, "a.xll", true),
        (library, "a b.xll", false),
        (library, "a.dll", false),
    ] {
        assert_eq!(pattern::matches(form, text), fits, "{form} {text}");
    }
}

#[test]
fn each_word_of_a_schema_counts() {
    use Reason::*;
    for (schema, document, reason) in [
        (
            json!({"type": "string"}),
            json!(1),
            Some(Type("string".into())),
        ),
        (json!({"type": ["number", "null"]}), json!(null), None),
        (
            json!({"type": "integer"}),
            json!(1.5),
            Some(Type("integer".into())),
        ),
        (json!({"type": "integer"}), json!(2.0), None),
        (
            json!({"const": "a"}),
            json!("b"),
            Some(NotListed(vec!["a".into()])),
        ),
        (json!({"enum": ["a", null]}), json!(null), None),
        (json!({"minLength": 1}), json!(""), Some(TooShort(1))),
        (json!({"maxLength": 1}), json!("📦"), Some(TooLong(1))),
        (json!({"minItems": 1}), json!([]), Some(TooFew(1))),
        (json!({"maxItems": 1}), json!([1, 2]), Some(TooMany(1))),
        (json!({"minProperties": 1}), json!({}), Some(TooFew(1))),
        (
            json!({"uniqueItems": true}),
            json!([1, 2, 1]),
            Some(Repeated),
        ),
        (
            json!({"maximum": 5}),
            json!(6),
            Some(OutOfRange("5".into())),
        ),
        (
            json!({"minimum": 5}),
            json!(4),
            Some(OutOfRange("5".into())),
        ),
        (
            json!({"anyOf": [{"type": "string"}, {"type": "null"}]}),
            json!(1),
            Some(NoShapeFits),
        ),
        (
            json!({"oneOf": [{"type": "number"}, {"minimum": 0}]}),
            json!(1),
            Some(NoShapeFits),
        ),
        (
            json!({"not": {"type": "number"}}),
            json!(1),
            Some(NoShapeFits),
        ),
        (
            json!({"if": {"const": 1}, "then": {"enum": [2]}}),
            json!(1),
            Some(NotListed(vec!["2".into()])),
        ),
    ] {
        let found = reasons(&schema, &document).pop().map(|(_, reason)| reason);
        assert_eq!(found, reason, "{schema} {document}");
    }
}

#[test]
fn places_lead_to_what_is_wrong() {
    let schema = json!({
        "definitions": {"name": {"type": "string", "pattern": "^[a-z]+$"}},
        "properties": {"list": {"items": {"$ref": "#/definitions/name", "maxLength": 2}}},
        "patternProperties": {"^x": {"type": "null"}},
        "dependencies": {"list": ["more"]},
        "required": ["a/b"],
        "additionalProperties": false,
    });
    let document = json!({"list": ["ok", "NO", "abc"], "x1": 1, "odd": 1});
    let places: Vec<_> = reasons(&schema, &document)
        .into_iter()
        .map(|(place, _)| place)
        .collect();
    assert_eq!(
        places,
        ["/a~1b", "/more", "/list/1", "/list/2", "/x1", "/odd"]
    );
}
