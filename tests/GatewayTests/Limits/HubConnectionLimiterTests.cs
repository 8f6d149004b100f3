using System.Net;
using LiveParking.Gateway;
using LiveParking.Gateway.Limits;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace LiveParking.GatewayTests.Limits;

public sealed class HubConnectionLimiterTests : IDisposable
{
    private static readonly ClientKey Client = new(null, 1);

    private readonly FakeTimeProvider _timeProvider = new();
    private readonly ClientLimits _limits = new();
    private readonly HubConnectionLimiter _limiter;

    public HubConnectionLimiterTests() =>
        _limiter = new HubConnectionLimiter(Options.Create(new GatewayOptions { ConnectionsPerAddress = 2, ConnectionsPerToken = 1 }), _limits, _timeProvider);

    public void Dispose() => _limits.Dispose();

    [Fact]
    public void A_connection_takes_the_place_that_it_negotiated()
    {
        _limiter.Keep(Client, _limiter.Negotiate(Client)!);
        _limiter.Keep(Client, _limiter.Negotiate(Client)!);
        Assert.Null(_limiter.Negotiate(Client));
        using var one = _limiter.Enter(Client);
        using var two = _limiter.Enter(Client);
        Assert.NotNull(one);
        Assert.NotNull(two);
        Assert.Null(_limiter.Enter(Client));
        two.Dispose();
        using var again = _limiter.Enter(Client);
        Assert.NotNull(again);
    }

    [Fact]
    public void A_negotiation_whose_connection_does_not_come_makes_room_again()
    {
        _limiter.Keep(Client, _limiter.Negotiate(Client)!);
        _timeProvider.Advance(TimeSpan.FromSeconds(10));
        _limiter.Keep(Client, _limiter.Negotiate(Client)!);
        _timeProvider.Advance(TimeSpan.FromSeconds(7));
        _limiter.Keep(Client, _limiter.Negotiate(Client)!);
        Assert.Null(_limiter.Negotiate(Client));
        _timeProvider.Advance(TimeSpan.FromSeconds(17));
        using var one = _limiter.Negotiate(Client);
        using var two = _limiter.Negotiate(Client);
        Assert.NotNull(two);
    }

    [Fact]
    public void Tokens_have_a_limit_of_their_own()
    {
        var token = new ClientKey("signature", 0);
        using var one = _limiter.Enter(token);
        Assert.NotNull(one);
        Assert.Null(_limiter.Enter(token));
        using var address = _limiter.Enter(Client);
        Assert.NotNull(address);
    }

    [Fact]
    public void A_connection_and_the_one_that_takes_over_from_it_count_once()
    {
        var token = new ClientKey("signature", 0);
        var first = _limiter.Enter(token, "/hubs/parking phone");
        var second = _limiter.Enter(token, "/hubs/parking phone");
        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.Null(_limiter.Enter(token, "/hubs/parking phone"));
        Assert.Null(_limiter.Enter(token, "/hubs/parking other"));
        Assert.Null(_limiter.Enter(token));

        // The old one ends, twice as some do; the new one still counts, and can be taken over from in its turn.
        first.Dispose();
        first.Dispose();
        Assert.Null(_limiter.Enter(token, "/hubs/parking other"));
        var third = _limiter.Enter(token, "/hubs/parking phone");
        Assert.NotNull(third);
        second.Dispose();
        third.Dispose();
        using var other = _limiter.Enter(token, "/hubs/parking other");
        Assert.NotNull(other);
    }

    [Fact]
    public void A_take_over_that_is_negotiated_counts_once_from_its_negotiation_on()
    {
        const string Place = "/hubs/parking phone";
        var token = new ClientKey("signature", 0);
        _limiter.Keep(token, _limiter.Negotiate(token, Place)!);
        var first = _limiter.Enter(token, Place);
        Assert.NotNull(first);

        var negotiated = _limiter.Negotiate(token, Place);
        Assert.NotNull(negotiated);
        _limiter.Keep(token, negotiated);
        var second = _limiter.Enter(token, Place);
        Assert.NotNull(second);
        Assert.Null(_limiter.Negotiate(token, Place));
        first.Dispose();
        Assert.Null(_limiter.Enter(token));
        second.Dispose();
        using var other = _limiter.Enter(token);
        Assert.NotNull(other);
    }

    [Fact]
    public void A_negotiated_take_over_that_does_not_come_can_be_negotiated_again()
    {
        const string Place = "/hubs/parking phone";
        var token = new ClientKey("signature", 0);
        using var first = _limiter.Enter(token, Place);
        _limiter.Keep(token, _limiter.Negotiate(token, Place)!);
        Assert.Null(_limiter.Negotiate(token, Place));
        _timeProvider.Advance(TimeSpan.FromSeconds(17));
        using var again = _limiter.Negotiate(token, Place);
        Assert.NotNull(again);
    }

    [Fact]
    public void A_third_connection_of_a_name_counts_by_itself()
    {
        using var first = _limiter.Enter(Client, "/hubs/parking phone");
        using var second = _limiter.Enter(Client, "/hubs/parking phone");
        var third = _limiter.Enter(Client, "/hubs/parking phone");
        Assert.NotNull(third);
        Assert.Null(_limiter.Enter(Client));
        third.Dispose();
        using var other = _limiter.Enter(Client);
        Assert.NotNull(other);
    }

    [Fact]
    public void A_name_belongs_to_its_token_or_address()
    {
        var (one, other) = (new ClientKey("one", 0), new ClientKey("other", 0));
        using var first = _limiter.Enter(one, "/hubs/parking phone");
        using var second = _limiter.Enter(other, "/hubs/parking phone");
        Assert.NotNull(second);
        Assert.Null(_limiter.Enter(other));
    }

    [Theory]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    [InlineData("2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("::1", "0.0.0.1", false)]
    public void Addresses_of_one_client_count_together(string one, string other, bool together) =>
        Assert.Equal(together, ClientKey.Of(IPAddress.Parse(one)) == ClientKey.Of(IPAddress.Parse(other)));
}
