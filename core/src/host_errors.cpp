#include <array>

#include "headwater/error.h"

namespace headwater {
namespace {

constexpr std::array kHostCatalogue = {
    HostErrorEntry{"fetch", "An address gives no attention data.",
                   "Check the address, or download the file and open it."},
    HostErrorEntry{"unreachable", "A program gave an address that cannot be fetched.",
                   "Check the address; a file of the disk is given as its contents."},
    HostErrorEntry{"link", "The data inside a link cannot be read.",
                   "Copy the whole link again; programs that shorten or wrap it cut its end off."},
    HostErrorEntry{"shape", "A program gave numbers that do not fill the shape it gave with them.",
                   "Give as many values as the extents of the shape multiply to."},
    HostErrorEntry{"format", "A saved page was made for input in another format.",
                   "Open the file in the program itself, or save the page again with it."},
    HostErrorEntry{"attribute", "An attribute of the element has a value that it does not take.",
                   "Take one of those that docs/embedding.md names."},
    HostErrorEntry{"released", "The input was closed, and something was asked of it.",
                   "Open it again."},
    HostErrorEntry{"closed", "The analysis was closed while it worked, or before.",
                   "Start it again; a page does by being loaded again."},
    HostErrorEntry{"broken", "The analysis ended without an answer.",
                   "Mostly memory ran out: take fewer layers or heads, or a shorter text."},
    HostErrorEntry{"incomplete", "A file of the program could not be loaded.",
                   "Build, install or upload the program again: its files belong together."},
    HostErrorEntry{"worker", "The page cannot start a worker, in which attention is computed.",
                   "Open it in a browser with workers; a Content-Security-Policy has to allow them "
                   "by worker-src, and Trusted Types by the policy headwater."},
};

}  // namespace

std::span<const HostErrorEntry> HostErrorCatalogue() { return kHostCatalogue; }

}  // namespace headwater
