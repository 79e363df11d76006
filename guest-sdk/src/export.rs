//! The macro that makes a component of a filter.

/// Makes a [`Filter`](crate::Filter) the one that the component exports. Once in a crate; off the sandbox it does nothing.
///
/// Where it panics is logged, so the component imports `diagnostics`. `export!(MyFilter, without_diagnostics)` leaves that
/// out, for a filter that must not be able to log anything.
#[macro_export]
macro_rules! export {
    ($filter:ty) => {
        $crate::export!(@ $filter, $crate::exported::report_panics());
    };
    ($filter:ty, without_diagnostics) => {
        $crate::export!(@ $filter, ());
    };
    (@ $filter:ty, $begin:expr) => {
        #[cfg(target_family = "wasm")]
        const _: () = {
            ::std::thread_local! {
                static FILTER: ::std::cell::OnceCell<$filter> = const { ::std::cell::OnceCell::new() };
            }

            struct Component;

            impl $crate::exported::Guest for Component {
                fn configure(config: ::std::string::String) -> ::std::result::Result<(), ::std::string::String> {
                    $begin;
                    FILTER.with(|filter| $crate::exported::configure(filter, &config))
                }

                fn warm_up() {
                    FILTER.with($crate::exported::warm_up)
                }

                fn process() -> ::std::result::Result<(), ::std::string::String> {
                    FILTER.with($crate::exported::process)
                }
            }

    $crate::exported::export_filter!(Component with_types_in $crate::exported);
        };

        #[cfg(not(target_family = "wasm"))]
        const _: fn(&$filter, &$crate::Batch) -> ::std::result::Result<(), ::std::string::String> =
            <$filter as $crate::Filter>::process;
    };
}
