//! Long bodies in slices, so that a connection buffers one slice and not the whole answer.

use actix_web::HttpResponse;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::web::Bytes;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Most bytes of a slice.
const SLICE: usize = 32 * 1_024;

/// A body of known length that is handed over slice by slice.
struct Sliced(Bytes);

impl MessageBody for Sliced {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(u64::try_from(self.0.len()).unwrap_or(u64::MAX))
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Infallible>>> {
        let length = self.0.len().min(SLICE);
        let slice = self.0.split_to(length);
        Poll::Ready((length > 0).then_some(Ok(slice)))
    }
}

/// Slices the body of an answer if it is long.
pub(super) fn sliced(response: HttpResponse) -> HttpResponse {
    let long = u64::try_from(SLICE).unwrap_or(u64::MAX);
    if !matches!(response.body().size(), BodySize::Sized(length) if length > long) {
        return response;
    }
    response.map_body(|_, body| match body.try_into_bytes() {
        Ok(bytes) => BoxBody::new(Sliced(bytes)),
        Err(body) => body,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::body::to_bytes;

    #[actix_web::test]
    async fn a_long_body_comes_whole_and_in_slices() {
        let text: Vec<u8> = (0..=255).cycle().take(3 * SLICE + 7).collect();
        let response = sliced(HttpResponse::Ok().body(text.clone()));
        let length = u64::try_from(text.len()).unwrap();
        assert_eq!(response.body().size(), BodySize::Sized(length));
        let whole = to_bytes(response.into_body()).await.unwrap();
        assert_eq!(whole, text);
        let mut body = Box::pin(Sliced(Bytes::from(text)));
        let mut cx = Context::from_waker(std::task::Waker::noop());
        let mut lengths = Vec::new();
        while let Poll::Ready(Some(Ok(slice))) = body.as_mut().poll_next(&mut cx) {
            lengths.push(slice.len());
        }
        assert_eq!(lengths, [SLICE, SLICE, SLICE, 7]);
    }
}
