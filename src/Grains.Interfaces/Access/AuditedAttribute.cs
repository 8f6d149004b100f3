namespace LiveParking.Grains.Interfaces.Access;

/// <summary>
/// Calls of this grain method stand in the audit trail. The entry is stored before the call runs, and the call is answered after its outcome is stored
/// too.
/// </summary>
/// <param name="action">The action, as it stands in the trail: <c>location.configure</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AuditedAttribute(string action) : Attribute
{
    /// <summary>The action.</summary>
    public string Action { get; } = action;
}
