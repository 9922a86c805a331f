//! Staff's switches: assigning, reassigning, more time, excuses and leaving, one by one and many at
//! once.

mod assigning;
mod leaving;
mod many;
mod more_time;
mod reassigning;
mod timeline;
