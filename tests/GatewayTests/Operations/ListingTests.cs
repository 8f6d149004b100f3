using LiveParking.Gateway.Operations;

namespace LiveParking.GatewayTests.Operations;

public sealed class ListingTests
{
    private readonly Listing _listing = new();

    [Fact]
    public void What_a_complete_list_does_not_have_is_gone() => Assert.Equal(["b"], _listing.Take(true, true, ["a", "c"], ["a", "b"]));

    [Fact]
    public void What_an_incomplete_list_does_not_have_stays_until_the_list_is_complete()
    {
        Assert.Empty(_listing.Take(true, false, ["a"], ["a", "b", "c"]));
        Assert.Empty(_listing.Take(false, false, ["b"], ["a", "b", "c"]));
        Assert.Equal(["c"], _listing.Take(false, true, [], ["a", "b", "c"]));
        Assert.Empty(_listing.Take(false, true, [], ["a", "b", "d"]));
    }
}
