//! Mentions: the address book, and a page looked up at a LinkedIn that was written without looking at this client.

use galley_core::desk::Code;
use galley_sandbox::Config;

use crate::publish::rehearsal::Rehearsal;

async fn account_of(rehearsal: &Rehearsal) -> galley_core::post::AccountId {
    rehearsal.desk.accounts().unwrap().accounts[0].id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_found_by_its_handle_its_address_and_its_number_and_is_then_in_the_address_book() {
    let rehearsal = Rehearsal::new().await;
    let account = account_of(&rehearsal).await;
    for typed in [
        "@sandbox-tools",
        "SANDBOX-tools",
        "https://www.linkedin.com/company/sandbox-tools/about/",
        "linkedin.com/company/1002",
    ] {
        let found = rehearsal.desk.find_page(account, typed).await.unwrap();
        assert_eq!((found.name.as_str(), found.sandbox), ("Sandbox Tools (Nordic)", true), "{typed}");
        assert_eq!(found.urn.to_string(), "urn:li:organization:1002");
    }
    let kept = rehearsal.desk.contacts("nordic").unwrap();
    assert_eq!(kept.len(), 1);
    assert!(kept[0].used_at.is_some());
    let suggested = rehearsal.desk.mentionable("sand", Some(account)).unwrap();
    let names: Vec<_> = suggested.iter().map(|it| (it.name.as_str(), it.own)).collect();
    assert_eq!(names, [("Sandbox Tools (Nordic)", false), ("Sandbox Press", true)]);
    assert_eq!(rehearsal.desk.mentionable("sand", None).unwrap(), [], "its numbers mean others at LinkedIn");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_looked_up_is_said_and_nothing_is_kept() {
    let rehearsal = Rehearsal::new().await;
    let account = account_of(&rehearsal).await;
    let unknown = rehearsal.desk.find_page(account, "@nobody").await.unwrap_err();
    assert_eq!(unknown.code, Code::NotFound);
    assert!(unknown.message.contains("no page “nobody”"), "{unknown}");
    let number = rehearsal.desk.find_page(account, "linkedin.com/company/9").await.unwrap_err();
    assert_eq!(number.code, Code::NotFound, "{number}");
    let before = rehearsal.requests("", "").await.len();
    for typed in ["", "@", "https://www.linkedin.com/in/somebody"] {
        let refused = rehearsal.desk.find_page(account, typed).await.unwrap_err();
        assert_eq!(refused.code, Code::Other, "{typed}: {refused}");
    }
    assert_eq!(rehearsal.requests("", "").await.len(), before, "what is no page is not asked for");
    assert_eq!(rehearsal.desk.contacts("").unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_may_not_look_pages_up_is_said_to() {
    let rehearsal = Rehearsal::self_serve().await;
    let account = account_of(&rehearsal).await;
    for typed in ["@sandbox-press", "linkedin.com/company/1001"] {
        let refused = rehearsal.desk.find_page(account, typed).await.unwrap_err();
        assert!(refused.message.contains("may not look up pages by name"), "{refused}");
        assert!(refused.message.contains("The text stays as it is"), "{refused}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_connection_the_look_up_says_so() {
    let rehearsal = Rehearsal::with(Config::default(), 0).await;
    let account = account_of(&rehearsal).await;
    let Rehearsal { desk, sandbox, .. } = rehearsal;
    sandbox.shutdown().await;
    let offline = desk.find_page(account, "@sandbox-press").await.unwrap_err();
    assert_eq!(offline.code, Code::Offline);
    assert!(offline.message.contains("could not be reached"), "{offline}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_book_is_written_by_hand_changed_and_brought_back() {
    let rehearsal = Rehearsal::new().await;
    let desk = &rehearsal.desk;
    let ada = desk.keep_contact(" Ada Lamp ", "urn:li:person:AbC_1", None).unwrap();
    assert_eq!((ada.name.as_str(), ada.sandbox), ("Ada Lamp", false));
    let page = desk.keep_contact("Acme", "https://www.linkedin.com/company/7/admin/", None).unwrap();
    assert_eq!(page.urn.to_string(), "urn:li:organization:7");

    let twice = desk.keep_contact("Other", "urn:li:company:7", None).unwrap_err();
    assert!(twice.message.contains("Acme has this URN"), "{twice}");
    for wrong in ["urn:li:share:7", "7", "", "https://www.linkedin.com/in/ada", "linkedin.com/company/acme"] {
        let refused = desk.keep_contact("Ada", wrong, None).unwrap_err();
        assert!(refused.message.len() > 40, "{refused}");
    }

    desk.mentioned(&page.urn, false).unwrap();
    let used = desk.contacts("acme").unwrap().remove(0);
    assert!(used.used_at.is_some());
    let renamed = desk.keep_contact("Acme Ltd", "urn:li:organization:8", Some(used.clone())).unwrap();
    assert_eq!(renamed.used_at, used.used_at);
    let names = || desk.contacts("").unwrap().into_iter().map(|it| it.name).collect::<Vec<_>>();
    assert_eq!(names(), ["Acme Ltd", "Ada Lamp"]);

    desk.remove_contact(&renamed.urn, false).unwrap();
    assert_eq!(names(), ["Ada Lamp"]);
    desk.restore_contact(&renamed).unwrap();
    assert_eq!(desk.contacts("acme").unwrap(), [renamed]);
}
