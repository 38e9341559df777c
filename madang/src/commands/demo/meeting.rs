//! Where the people of the example meet: a workshop, and the same question in writing.

use anyhow::Result;
use madang_example::{Meeting, Times};
use madang_store::Store;

use super::listening::Past;
use super::{Demo, PROGRAMME, local, say, submissions};

/// From which day to which what is written is taken, in days before the demo begins: two weeks, announced two weeks before.
const WRITTEN: (i32, i32) = (21, 7);

/// On which day the workshop is, from two o'clock to five.
const WORKSHOP: i32 = 19;

impl Demo {
    /// What is announced, held and summed up on a day of the example's past. A demo that was interrupted before goes on without: nobody
    /// announces what was yesterday.
    pub(super) async fn meet(&self, store: &Store, past: Past) -> Result<()> {
        let (of, zone) = (
            Meeting {
                programme: &self.programme.id,
                post: PROGRAMME,
            },
            &self.programme.zone,
        );
        let afternoon = |from, until| -> Result<Times> {
            Ok((local(zone, WORKSHOP, from)?, local(zone, WORKSHOP, until)?))
        };
        let acts = match past {
            Past::FirstWeek => {
                say(t!("demo-meet"));
                let (from, until) = WRITTEN;
                let written = (local(zone, from, 9)?, local(zone, until, 18)?);
                of.announcements(written, afternoon(14, 17)?)
            }
            Past::SecondWeek => of.agenda(),
            Past::AskedAgain => of.held(afternoon(14, 17)?),
            Past::AnsweredAgain => of.summary(),
            Past::Said | Past::Answered => return Ok(()),
        };
        store.submit_all(submissions(acts)).await?;
        Ok(())
    }
}
