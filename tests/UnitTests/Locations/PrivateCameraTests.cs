using System.Collections.Immutable;
using System.Net;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Locations;
using Orleans.Runtime;

namespace LiveParking.UnitTests.Locations;

/// <summary>Cameras that an update has made private.</summary>
public sealed class PrivateCameraTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly SiloAddress Silo = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11111), 1);
    private static readonly CameraStatus Status = new("gate", "mall", null, "Gate", CameraState.Idle, Now);

    [Fact]
    public void A_camera_that_an_earlier_release_stored_as_public_became_private_until_it_is_opened()
    {
        var state = new LocationState { Cameras = [new AttachedCamera(Status, IsPublic: true, Silo.ToParsableString())] };
        Assert.Equal(["gate"], LocationRules.NewlyPrivate(state, Announcement(isPublic: false)));
        state = Announce(state, isPublic: false);
        Assert.True(state.Cameras[0].Status.BecamePrivate);
        // It is told once, and stays in the status.
        Assert.Empty(LocationRules.NewlyPrivate(state, Announcement(isPublic: false)));
        state = Announce(state, isPublic: false);
        Assert.True(state.Cameras[0].Status.BecamePrivate);
        state = Announce(state, isPublic: true);
        Assert.Null(state.Cameras[0].Status.BecamePrivate);
        // Its operator closes it later: that is no update.
        state = Announce(state, isPublic: false);
        Assert.Null(state.Cameras[0].Status.BecamePrivate);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, CameraRung.Medium)]
    public void A_camera_that_was_private_or_was_closed_by_its_operator_did_not(bool wasPublic, CameraRung? rung)
    {
        var state = new LocationState { Cameras = [new AttachedCamera(Status, wasPublic, Silo.ToParsableString(), rung)] };
        Assert.Empty(LocationRules.NewlyPrivate(state, Announcement(isPublic: false)));
        Assert.Null(Announce(state, isPublic: false).Cameras[0].Status.BecamePrivate);
    }

    [Fact]
    public void A_new_camera_and_one_of_a_silo_of_an_earlier_release_did_not()
    {
        Assert.Null(Announce(new LocationState(), isPublic: false).Cameras[0].Status.BecamePrivate);
        var state = new LocationState { Cameras = [new AttachedCamera(Status, IsPublic: true, Silo.ToParsableString())] };
        var old = new CameraAnnouncement(Silo, [new AnnouncedCamera(Status, IsPublic: false)]);
        Assert.Null(LocationRules.Announce(state, old, _ => true, Now).Cameras[0].Status.BecamePrivate);
    }

    private static LocationState Announce(LocationState state, bool isPublic) => LocationRules.Announce(state, Announcement(isPublic), _ => true, Now);

    private static CameraAnnouncement Announcement(bool isPublic) => new(Silo, [new AnnouncedCamera(Status, isPublic, CameraRung.Medium)]);
}
