//! What posts without files have, advertisements, and who and what is put into a text.

use super::{both, scroll_to};
use crate::{
    desk::{ENTER, ESCAPE, until},
    steps::{describe, drop_images, open, post_as, saved, write},
};

const TEXT: &str = "Three cranes for three quays, and one of them can be yours.";

#[test]
fn polls_shared_posts_and_comments_are_accessible_from_nothing_to_too_much() {
    both(|desk, mut eye| {
        let window = open(desk);
        write(&window, TEXT);
        window.click("[data-testid=begin-poll]");
        window.find("[data-testid=poll-question]:focus");
        saved(&window);
        scroll_to(&window, "[data-testid=poll-card]");
        eye.look(&window, "poll-empty");

        window.keys("Which of the three would you rent for the summer?");
        for option in ["The one by the bridge", "The one that everybody photographs", "Neither"] {
            window.keys(ENTER);
            window.keys(option);
        }
        window
            .find("[data-testid=first-comment]")
            .type_text("All of their figures: https://example.com/cranes");
        window.click("[data-testid=below] [role=switch]");
        window.find("[data-testid=finding][data-severity=block]");
        saved(&window);
        scroll_to(&window, "[data-testid=poll-card]");
        eye.look(&window, "poll-findings");
        scroll_to(&window, "[data-testid=below]");
        eye.look(&window, "poll-below");

        window.click("[data-testid=poll-card] [data-testid=remove]");
        window.click("[data-testid=begin-reshare]");
        window.find("[data-testid=reshare-of]:focus");
        window.keys("https://www.linkedin.com/posts/harbour-activity-7000000000000000001-aBcD");
        saved(&window);
        scroll_to(&window, "[data-testid=reshare-card]");
        eye.look(&window, "reshare");
        eye.done(&window);
    });
}

#[test]
fn the_cards_of_an_advertisement_are_accessible_with_and_without_what_they_need() {
    both(|desk, mut eye| {
        let pictures = [("bridge.jpg", 1080, 1080), ("quay.jpg", 1200, 627), ("crane.png", 1080, 1080)]
            .map(|(name, width, height)| desk.picture(name, width, height));
        let window = open(desk);
        post_as(&window, "Sandbox Press");
        write(&window, TEXT);
        drop_images(&window, &[&pictures[0], &pictures[1], &pictures[2]]);
        window.click("[data-testid=make-cards]");
        window.find("[data-testid=landing-page]");
        saved(&window);
        scroll_to(&window, "[data-testid=card]");
        eye.look(&window, "cards-bare");

        for (field, words) in [
            ("ad-account", "512345678"),
            ("ad-name", "Spring, cranes"),
            ("ad-landing-page", "https://example.com/cranes"),
        ] {
            window.find(&format!("[data-testid={field}]")).type_text(words);
        }
        for place in 0..3 {
            describe(&window, place, &format!("Crane {}", place + 1));
        }
        window.find_all("[data-testid=card] [data-testid=title]")[0]
            .type_text("The crane by the bridge, with all of its forty metres");
        window.find_all("[data-testid=landing-page]")[0].type_text("https://example.com/1");
        window.click("[data-testid=same-page-for-all]");
        saved(&window);
        scroll_to(&window, "[data-testid=ad-account]");
        eye.look(&window, "advertisement");
        scroll_to(&window, "[data-testid=card]");
        eye.look(&window, "cards");
        eye.done(&window);
    });
}

#[test]
fn emoji_mentions_and_the_address_book_are_accessible() {
    both(|desk, mut eye| {
        let window = open(desk);
        window.click("[data-testid=nav-accounts]");
        window.click("[data-testid=address-book]");
        window.find("dialog [name=name]");
        eye.look(&window, "address-book-empty");
        for (name, urn) in [("Quay Works", "urn:li:organization:2414183"), ("The Harbour Library", "17")] {
            window.find("dialog [name=name]").type_text(name);
            window.find("dialog [name=urn]").type_text(urn);
            window.click("[data-testid=keep-contact]");
            if urn.contains(':') {
                until("the field to be empty", || {
                    window.find("dialog [name=urn]").value().is_empty().then_some(())
                });
            }
        }
        window.find("dialog [role=alert]");
        eye.look(&window, "address-book");
        window.keys(ESCAPE);
        window.gone("dialog");

        window.click("[data-testid=new-post]");
        write(&window, "Together with @Qua");
        window.find("[data-testid=mention-list] [role=option]");
        eye.look(&window, "mentions");
        window.keys(ENTER);
        window.gone("[data-testid=mention-list]");
        window.click("[data-testid=emoji]");
        window.find("[data-testid=emoji-picker] [role=option]");
        eye.look(&window, "emoji");
        eye.done(&window);
    });
}
