using LiveParking.GatewayTests.Api;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Notifications;
using LiveParking.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace LiveParking.GatewayTests.Notifications;

/// <summary>Webhooks and mails of a running system, to real receivers that are well, dead, slow, or answer 500.</summary>
public sealed class NotificationTests : IAsyncLifetime, IDisposable
{
    private const string Secret = "a-secret-of-24-characters";
    private static readonly int MailPort = FreePort.Next();

    private readonly ParkingSystem _system = new(_ => { }, builder => builder.Services.Configure<NotificationOptions>(options =>
    {
        options.AllowPrivateAddresses = true;
        (options.SmtpHost, options.SmtpPort, options.SmtpSecurity, options.MailFrom) = ("127.0.0.1", MailPort, "none", "parking@example.org");
    }));

    private HttpClient _admin = null!;

    public async Task InitializeAsync()
    {
        await _system.InitializeAsync();
        _admin = _system.Http(_system.Token(Role.Admin, "*"));
    }

    public Task DisposeAsync() => _system.DisposeAsync();

    public void Dispose() => _admin.Dispose();

    [Fact]
    public async Task Every_event_arrives_at_receivers_that_are_well_dead_slow_or_fail_and_can_be_told_from_its_repetitions()
    {
        await using var well = new WebhookReceiver(Secret, FreePort.Next());
        await using var dead = new WebhookReceiver(Secret, FreePort.Next());
        await using var slow = new WebhookReceiver(Secret, FreePort.Next());
        await using var failing = new WebhookReceiver(Secret, FreePort.Next()) { Status = 500 };
        await using var mail = new MailServer(MailPort);
        var answer = new TaskCompletionSource();
        slow.MayAnswer = answer.Task;
        await Task.WhenAll(well.StartAsync(), slow.StartAsync(), failing.StartAsync());
        foreach (var (id, receiver) in new[] { ("well", well), ("dead", dead), ("slow", slow), ("failing", failing) })
        {
            await PutAsync($"webhooks/{id}", $$"""{"url":"{{receiver.Url}}","secret":"{{Secret}}"}""");
            await PutAsync($"notifications/{id}", $$"""{"receiver":"webhook","target":"{{id}}","rank":"high"}""");
        }

        await PutAsync("notifications/mail", """{"receiver":"email","target":"desk@example.org","rank":"high"}""");
        var locations = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            locations.Add(await _system.NewLocationAsync());
            await ReportAsync(locations[i], [new AlarmCondition(AlarmKind.SiteUnreachable, 1, [])]);
        }

        // The one that is well waits for none of the others.
        await Eventually.HoldsAsync(() => Arrived(well, "raised", locations), "the one that is well has all");
        await Eventually.HoldsAsync(() => failing.Requests.Count >= 6, "the failing one was tried again");
        await ReportAsync(locations[0], []);
        await Eventually.HoldsAsync(() => Arrived(well, "cleared", locations.Take(1)), "… and that one is over");
        Assert.Contains("could not be reached", (await DeliveriesAsync("dead")).Text, StringComparison.Ordinal);

        failing.Status = 200;
        answer.SetResult();
        await dead.StartAsync();
        await mail.StartAsync();

        foreach (var receiver in new[] { dead, slow, failing })
            await Eventually.HoldsAsync(() => Arrived(receiver, "raised", locations) && Arrived(receiver, "cleared", locations.Take(1)), $"all arrived at {receiver.Url}");
        await Eventually.HoldsAsync(() => mail.Mails.Count(text => text.Contains("To: desk@example.org", StringComparison.Ordinal)) >= 4, "the mails arrived");
        Assert.All(new[] { well, dead, slow, failing }, receiver => Assert.Empty(receiver.Faults));
        // Four events, each with one id however often it came.
        Assert.All(new[] { well, dead, slow, failing }, receiver => Assert.Equal(4, receiver.Requests.Select(request => request.Id).Distinct().Count()));
        Assert.Equal(4, well.Requests.Count);
        await Eventually.HoldsAsync(async () => !(await DeliveriesAsync("failing")).Text.Contains("waiting", StringComparison.Ordinal), "nothing waits");
        var listed = (await DeliveriesAsync("failing")).Json.GetProperty("deliveries");
        Assert.All(listed.EnumerateArray(), delivery => Assert.Equal("delivered", delivery.GetProperty("state").GetString()));
        Assert.Contains(listed.EnumerateArray(), delivery => delivery.GetProperty("attempts").GetInt32() > 1);
    }

    [Fact]
    public async Task A_webhook_is_tried_on_demand_and_never_shows_its_secret()
    {
        await using var receiver = new WebhookReceiver(Secret, FreePort.Next());
        await receiver.StartAsync();
        var put = await PutAsync("webhooks/tickets", $$"""{"url":"{{receiver.Url}}","secret":"{{Secret}}"}""");
        var test = await HttpAnswer.SendAsync(_admin, HttpMethod.Post, "/api/v1/webhooks/tickets/test");

        await Eventually.HoldsAsync(() => receiver.Requests.Any(request => request.Id == test.Json.GetProperty("id").GetString()), "the test arrived");

        // Without a secret, the one that is there stays.
        await PutAsync("webhooks/tickets", $$"""{"url":"{{receiver.Url}}?again"}""");
        await HttpAnswer.SendAsync(_admin, HttpMethod.Post, "/api/v1/webhooks/tickets/test");
        await Eventually.HoldsAsync(() => receiver.Requests.Count == 2, "the second test arrived");
        Assert.Empty(receiver.Faults);
        var seen = new[] { put, await GetAsync("webhooks"), await GetAsync("webhooks/tickets"), await DeliveriesAsync("tickets"), await GetAsync("audit?action=webhook") };
        Assert.All(seen, answer => Assert.DoesNotContain(Secret, answer.Text, StringComparison.Ordinal));
        Assert.Contains("webhook.configure", seen[^1].Text, StringComparison.Ordinal);
        Assert.Contains("webhook.test", seen[^1].Text, StringComparison.Ordinal);

        await PutAsync("notifications/uses-it", """{"receiver":"webhook","target":"tickets"}""");
        (await HttpAnswer.SendAsync(_admin, HttpMethod.Delete, "/api/v1/webhooks/tickets")).IsProblem(400, "invalid-request", "id");
        Assert.Equal(204, (int)(await HttpAnswer.SendAsync(_admin, HttpMethod.Delete, "/api/v1/notifications/uses-it")).Status);
        Assert.Equal(204, (int)(await HttpAnswer.SendAsync(_admin, HttpMethod.Delete, "/api/v1/webhooks/tickets")).Status);
        (await GetAsync("webhooks/tickets")).IsProblem(404, "unknown-webhook");
        (await HttpAnswer.SendAsync(_admin, HttpMethod.Delete, "/api/v1/webhooks/tickets")).IsProblem(404, "unknown-webhook");
        (await HttpAnswer.SendAsync(_admin, HttpMethod.Delete, "/api/v1/notifications/uses-it")).IsProblem(404, "unknown-notification");
    }

    [Fact]
    public async Task Whoever_manages_some_groups_manages_their_notifications_and_is_told_of_no_other()
    {
        var (east, west) = ($"east-{Guid.NewGuid():N}"[..16], $"west-{Guid.NewGuid():N}"[..16]);
        var (inside, outside) = (await _system.NewLocationAsync(), await _system.NewLocationAsync());
        await _system.Grains.GetLocation(inside).ConfigureAsync(new LocationSettings("Inside", Groups: [east]));
        await _system.Grains.GetLocation(outside).ConfigureAsync(new LocationSettings("Outside", Groups: [west]));
        using var manager = _system.Http(new TokenIssuer(_system.KeysFolder, TimeProvider.System)
            .Issue(new TokenRequest(Role.Admin, TimeSpan.FromHours(1)) { Scope = new TokenScope { Groups = [east] } }, "test").Token);
        await using var receiver = new WebhookReceiver(Secret, FreePort.Next());
        await receiver.StartAsync();
        await PutAsync("webhooks/of-east", $$"""{"url":"{{receiver.Url}}","secret":"{{Secret}}"}""");
        await PutAsync("notifications/of-all", """{"receiver":"email","target":"all@example.org","rank":"low"}""");
        async Task<HttpAnswer> TryAsync(string groups) =>
            await HttpAnswer.SendAsync(manager, HttpMethod.Put, "/api/v1/notifications/of-east", $$"""{"receiver":"webhook","target":"of-east"{{groups}}}""");

        (await TryAsync("")).IsProblem(403, "forbidden");
        (await TryAsync($$""","groups":["{{east}}","{{west}}"]""")).IsProblem(403, "forbidden");
        Assert.Equal(200, (int)(await TryAsync($$""","groups":["{{east}}"]""")).Status);
        (await HttpAnswer.SendAsync(manager, HttpMethod.Delete, "/api/v1/notifications/of-all")).IsProblem(403, "forbidden");
        (await HttpAnswer.SendAsync(manager, HttpMethod.Put, "/api/v1/notifications/of-all", $$"""{"receiver":"webhook","target":"of-east","groups":["{{east}}"]}""")).IsProblem(403, "forbidden");
        (await HttpAnswer.SendAsync(manager, HttpMethod.Get, "/api/v1/webhooks")).IsProblem(403, "forbidden");
        Assert.DoesNotContain("of-all", (await HttpAnswer.SendAsync(manager, HttpMethod.Get, "/api/v1/notifications")).Text, StringComparison.Ordinal);

        await ReportAsync(outside, [new AlarmCondition(AlarmKind.SiteUnreachable, 1, [])]);
        await ReportAsync(inside, [new AlarmCondition(AlarmKind.SiteUnreachable, 1, [])]);
        await Eventually.HoldsAsync(() => Arrived(receiver, "raised", [inside]), "the own alarm arrived");
        Assert.All(receiver.Requests, request => Assert.Equal(inside, request.Body.GetProperty("alarm").GetProperty("locationId").GetString()));
        await HttpAnswer.SendAsync(_admin, HttpMethod.Delete, "/api/v1/notifications/of-all");
    }

    private static bool Arrived(WebhookReceiver receiver, string kind, IEnumerable<string> locations)
    {
        var arrived = receiver.Requests.Where(request => receiver.Status == 200 && request.Body.GetProperty("kind").GetString() == kind)
            .Select(request => request.Body.GetProperty("alarm").GetProperty("locationId").GetString()).ToHashSet();
        return locations.All(arrived.Contains);
    }

    private Task<HttpAnswer> DeliveriesAsync(string webhook) => GetAsync($"webhooks/{webhook}/deliveries");

    private Task<HttpAnswer> GetAsync(string path) => HttpAnswer.SendAsync(_admin, HttpMethod.Get, $"/api/v1/{path}");

    private async Task<HttpAnswer> PutAsync(string path, string body)
    {
        var answer = await HttpAnswer.SendAsync(_admin, HttpMethod.Put, $"/api/v1/{path}", body);
        Assert.True((int)answer.Status == 200, answer.Text);
        return answer;
    }

    private Task ReportAsync(string location, IReadOnlyList<AlarmCondition> conditions) =>
        _system.Grains.GetAlarms(location).ReportAsync(new AlarmReport("gateway test", conditions, ValidFor: TimeSpan.FromMinutes(10)));
}
