using System.Globalization;
using System.Net;
using LiveParking.SystemTests.Processes;
using LiveParking.Testing;
using Xunit.Abstractions;

namespace LiveParking.SystemTests.Standalone;

/// <summary>
/// A flood of made-up ids stays neither in memory nor in the way of others. On 0.2.0, 44,000 requests in 20 s made 215 MB grow to 544 MB for
/// good.
/// </summary>
public sealed class MadeUpIdTests(ITestOutputHelper log)
{
    private const double Megabyte = 1024 * 1024;

    /// <summary>Addresses from which the requests come; what one sends stays within its limit.</summary>
    private const int Addresses = 8;

    private static readonly string[] Asked =
    [
        "/api/v1/locations/{0}", "/api/v1/locations/{0}/levels/upper", "/api/v1/locations/{0}/best-level", "/api/v1/locations/known/levels/{0}",
        "/api/v1/locations/{0}/levels/upper/history", "/api/v1/cameras/{0}",
    ];

    [Fact]
    [Trait("Hole", "2")]
    public Task Thousands_of_requests_for_made_up_ids_leave_the_system_unchanged() => FloodAsync(4_000, null);

    [Fact]
    [Trait("Category", "Soak")]
    [Trait("Hole", "2")]
    public Task A_flood_of_44000_requests_for_made_up_ids_leaves_no_memory() => FloodAsync(44_000, 50);

    /// <param name="requests">Number of requests.</param>
    /// <param name="megabytes">Allowed growth of the memory afterwards; null when it is not checked.</param>
    private async Task FloodAsync(int requests, double? megabytes)
    {
        await using var system = new StandaloneSystem("--no-demo");
        await system.StartAsync();
        (await system.Operator.PutAsync("/api/v1/locations/known", new { name = "Known" })).Require(HttpStatusCode.OK);
        (await system.Operator.PutAsync("/api/v1/locations/known/levels/upper", new { name = "Upper", counting = "gates", capacity = new { standard = 5 } }))
            .Require(HttpStatusCode.OK);
        // The start is that of a system that has served before.
        await SendAsync(system.Address, 2_000, "warm");
        var before = system.Child.ResidentBytes;

        await SendAsync(system.Address, requests, "flood");

        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{before / Megabyte:F0} MB before, {system.Child.ResidentBytes / Megabyte:F0} MB at the end of {requests:N0} requests."));
        Assert.Equal(1, (await system.Operator.ReadAsync("/api/v1/locations/known")).GetProperty("levels").GetArrayLength());
        if (megabytes is not { } most)
            return;
        // Unknown histories are kept for a minute.
        await Eventually.HoldsAsync(
            () => Task.FromResult(system.Child.ResidentBytes <= before + (most * Megabyte)), $"the memory has grown by {most} MB at most", TimeSpan.FromMinutes(3));
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{system.Child.ResidentBytes / Megabyte:F0} MB after."));
    }

    private static Task SendAsync(Uri address, int requests, string prefix) => Task.WhenAll(Enumerable.Range(0, Addresses).Select(async number =>
    {
        using var http = new HttpClient(LocalAddress.Handler(LocalAddress.Of(number))) { BaseAddress = address };
        await Parallel.ForAsync(0, requests / Addresses, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancel) =>
        {
            var path = string.Format(CultureInfo.InvariantCulture, Asked[i % Asked.Length], $"{prefix}-{number}-{i}");
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancel);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        });
    }));
}
