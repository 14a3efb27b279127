use super::sdk;

const OURS: &str = r#"<script id="teams-sdk" src="/x.js"></script>"#;

fn check(html: &str, expected: Option<&str>) {
    let page = sdk(html.as_bytes(), "/x.js").map(|page| String::from_utf8(page).unwrap());
    assert_eq!(page.as_deref(), expected, "{html}");
}

#[test]
fn replaces_the_sdk_and_nothing_else() {
    let (head, tail) = (
        "<!doctype html>\r\n<head><SCRIPT src=a.js></SCRIPT ><!-- <script id=\"teams-sdk\"></script> -->",
        "<script>let id = 'teams-sdk'; '<script id=\"teams-sdk\">'</script>\u{e4} </head>",
    );
    for element in [
        r#"<script id="teams-sdk" src="/sdk-1.js" integrity="sha384-x" crossorigin></script>"#,
        r#"<script src="/sdk-1.js" defer id="teams-sdk"></script>"#,
        "<script\n  data-a='1 > 0'\n  ID=teams-sdk\n>if (1 < 2) { start() }</script>",
        "<script id='teams-sdk'>/* inlined */ var a = '<b>';</script >",
    ] {
        let html = format!("{head}{element}{tail}");
        check(&html, Some(&format!("{head}{OURS}{tail}")));
    }
}

#[test]
fn a_page_without_the_element_is_told_apart() {
    for html in [
        "",
        "<p>teams-sdk</p>",
        "<script data-id=\"teams-sdk\"></script>",
        "<script id=\"teams-sdk-2\"></script>",
        "<scripting id=\"teams-sdk\"></scripting>",
        "<!-- <script id=\"teams-sdk\"></script> -->",
        "<script id=\"teams-sdk\">never closed",
        "<script id=\"teams-sdk",
    ] {
        check(html, None);
    }
}
